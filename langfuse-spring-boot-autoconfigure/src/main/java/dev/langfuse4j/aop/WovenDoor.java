/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.core.KotlinDetector;

/**
 * Gives woven code, which no container creates, access to the interceptor of the
 * application. If several contexts are open, it is the one in whose observation the code
 * runs, otherwise the one that was opened last. Does not refer to types of AspectJ, which
 * may be absent.
 */
final class WovenDoor {

	/**
	 * The newest first.
	 */
	private static final List<ObserveInterceptor> opened = new CopyOnWriteArrayList<>();

	private WovenDoor() {
	}

	static void open(ObserveInterceptor interceptor) {
		opened.add(0, interceptor);
	}

	static void close(ObserveInterceptor interceptor) {
		opened.remove(interceptor);
	}

	private static @Nullable ObserveInterceptor find() {
		ObserveInterceptor newest = null;
		boolean only = opened.size() == 1;
		for (ObserveInterceptor interceptor : opened) {
			if (only || interceptor.isCurrent()) {
				return interceptor;
			}
			newest = (newest != null) ? newest : interceptor;
		}
		return newest;
	}

	static @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
		ObserveInterceptor interceptor = find();
		if (interceptor == null || isSuspending(invocation.getMethod())) {
			return invocation.proceed();
		}
		ProxiedCall proxied = ProxiedCall.take();
		if (proxied == null) {
			return interceptor.invokeWoven(invocation);
		}
		try {
			return proxied.isOf(invocation) ? invocation.proceed() : interceptor.invokeWoven(invocation);
		}
		finally {
			// Another attempt of a retry is still the same call
			proxied.putBack();
		}
	}

	/**
	 * Whether a method is a suspending function of Kotlin. Each resumption enters such a
	 * function again.
	 */
	private static boolean isSuspending(Method method) {
		return KotlinDetector.isKotlinPresent() && KotlinDetector.isSuspendingFunction(method);
	}

}
