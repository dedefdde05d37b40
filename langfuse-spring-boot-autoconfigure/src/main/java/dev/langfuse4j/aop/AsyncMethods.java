/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.langfuse4j.trace.ObservedCall;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.Advisor;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;

/**
 * Observes asynchronous methods without a result around all other advice. The call
 * returns when another thread takes the work over, and its end is not known there. A
 * second advice, directly around the method, therefore ends the call of the first one,
 * and makes it current on the other thread.
 */
final class AsyncMethods {

	private static final String[] ANNOTATIONS = { "org.springframework.scheduling.annotation.Async",
			"jakarta.ejb.Asynchronous", "jakarta.enterprise.concurrent.Asynchronous" };

	private static final String CALL = AsyncMethods.class.getName() + ".call";

	private final Map<Method, Boolean> known = new ConcurrentHashMap<>();

	private final Advisor advisor;

	AsyncMethods(ObserveSpecs specs) {
		this.advisor = new DefaultPointcutAdvisor(new AsyncPointcut(specs), (MethodInterceptor) AsyncMethods::end);
	}

	/**
	 * Adds the inner advice to a proxy, if it is for any of its methods.
	 */
	void advise(Advised proxy, Class<?> type) {
		if (!proxy.isFrozen() && proxy.indexOf(this.advisor) < 0 && AopUtils.canApply(this.advisor, type)) {
			proxy.addAdvisor(this.advisor);
		}
	}

	/**
	 * Whether the work of a method goes on when a call of it has returned.
	 */
	boolean contains(Method method, Class<?> type) {
		return method.getReturnType() == void.class
				&& this.known.computeIfAbsent(method, (unknown) -> isAsynchronous(unknown, type));
	}

	@Nullable Object invoke(ObservedInvocation invocation, ProxyMethodInvocation proxied) throws Throwable {
		RunningCall call = invocation.start();
		proxied.setUserAttribute(CALL, call);
		try (ObservedCall.Scope scope = call.openScope()) {
			return invocation.proceed();
		}
		catch (Throwable ex) {
			call.fail(ex);
			throw ex;
		}
	}

	private static @Nullable Object end(MethodInvocation invocation) throws Throwable {
		if (!(invocation instanceof ProxyMethodInvocation proxied
				&& proxied.getUserAttribute(CALL) instanceof RunningCall call)) {
			return invocation.proceed();
		}
		Object result;
		try (ObservedCall.Scope scope = call.openScope()) {
			result = invocation.proceed();
		}
		catch (Throwable ex) {
			call.fail(ex);
			throw ex;
		}
		call.complete(result);
		return result;
	}

	private static boolean isAsynchronous(Method method, Class<?> type) {
		return isAnnotated(MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY))
				|| isAnnotated(MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY));
	}

	private static boolean isAnnotated(MergedAnnotations annotations) {
		for (String annotation : ANNOTATIONS) {
			if (annotations.isPresent(annotation)) {
				return true;
			}
		}
		return false;
	}

	private final class AsyncPointcut extends StaticMethodMatcherPointcut {

		private final ObserveSpecs specs;

		AsyncPointcut(ObserveSpecs specs) {
			this.specs = specs;
			setClassFilter(specs::mayObserve);
		}

		@Override
		public boolean matches(Method method, Class<?> targetClass) {
			return this.specs.isObserved(method, targetClass)
					&& contains(AopUtils.getMostSpecificMethod(method, targetClass), targetClass);
		}

	}

}
