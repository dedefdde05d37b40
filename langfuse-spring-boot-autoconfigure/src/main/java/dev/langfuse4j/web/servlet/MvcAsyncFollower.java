/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.servlet;

import java.util.concurrent.Callable;

import dev.langfuse4j.aop.ResultFollower;
import dev.langfuse4j.aop.RunningCall;
import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncManager;
import org.springframework.web.context.request.async.WebAsyncTask;

/**
 * Follows the results of controllers that MVC waits for on another thread. For other
 * beans that return such a value, the observation ends with the method, as the value may
 * never be run.
 *
 * @since 0.1.0
 */
@Internal
public final class MvcAsyncFollower implements ResultFollower {

	/**
	 * Creates the follower.
	 */
	public MvcAsyncFollower() {
	}

	@Override
	public boolean supports(Class<?> type) {
		return type == Callable.class || type == Object.class || DeferredResult.class.isAssignableFrom(type)
				|| WebAsyncTask.class.isAssignableFrom(type);
	}

	@Override
	public @Nullable Object follow(Object result, RunningCall call) {
		boolean awaited = result instanceof Callable || result instanceof DeferredResult
				|| result instanceof WebAsyncTask;
		WebAsyncManager manager = awaited ? AsyncManagers.of(call.method()) : null;
		if (manager == null) {
			return null;
		}
		Object task = (result instanceof WebAsyncTask<?> webTask) ? webTask.getCallable() : result;
		new AsyncCall(task, call).register(manager);
		return result;
	}

}
