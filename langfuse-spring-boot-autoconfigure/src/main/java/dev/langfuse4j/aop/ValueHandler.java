/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.lang.reflect.Method;

import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;

/**
 * Handles methods whose work begins with the call. It ends when they return, unless the
 * returned object is still in progress.
 */
final class ValueHandler implements ReturnValueHandler {

	private final Class<?> type;

	private final @Nullable ResultFollowers followers;

	ValueHandler(Class<?> type, ResultFollowers followers) {
		this.type = type;
		this.followers = followers.supports(type) ? followers : null;
	}

	@Override
	public boolean supports(Method method) {
		return true;
	}

	@Override
	public @Nullable Object invoke(ObservedInvocation invocation) throws Throwable {
		RunningCall call = invocation.start();
		Object result;
		try (ObservedCall.Scope scope = call.openScope()) {
			result = invocation.proceed();
		}
		catch (Throwable ex) {
			call.failWith(ex);
			throw ex;
		}
		if (result != null && this.followers != null) {
			Object followed = this.followers.follow(result, this.type, call);
			if (followed != null) {
				return followed;
			}
		}
		call.complete(result);
		return result;
	}

}
