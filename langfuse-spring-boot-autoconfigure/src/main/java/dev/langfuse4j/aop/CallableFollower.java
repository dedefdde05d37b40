/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.util.concurrent.Callable;

import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;

/**
 * Follows tasks that a framework runs, such as Spring for GraphQL those of its
 * controllers. The first run is the work of the method.
 */
final class CallableFollower implements ResultFollower {

	@Override
	public boolean supports(Class<?> type) {
		return type == Callable.class;
	}

	@Override
	public @Nullable Object follow(Object result, RunningCall call) {
		return (result instanceof Callable<?> callable) ? observed(callable, call) : null;
	}

	private static <V> Callable<V> observed(Callable<V> callable, RunningCall call) {
		LateWork work = new LateWork(call, null);
		Callable<V> observed = () -> {
			if (!work.begin()) {
				return callable.call();
			}
			V value;
			try (ObservedCall.Scope scope = call.openScope()) {
				value = callable.call();
			}
			catch (Throwable ex) {
				call.fail(ex);
				throw ex;
			}
			call.complete(value);
			return value;
		};
		work.endUnlessBegun(observed);
		return observed;
	}

}
