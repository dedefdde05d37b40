/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.servlet;

import java.util.concurrent.Callable;

import dev.langfuse4j.aop.RunningCall;
import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;

import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.context.request.async.CallableProcessingInterceptor;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.DeferredResultProcessingInterceptor;
import org.springframework.web.context.request.async.WebAsyncManager;

/**
 * An observed call whose result MVC waits for. MVC tells its interceptors how that ends,
 * which leaves the one callback of each kind that a task takes to the application. The
 * request holds this, nothing else does.
 */
final class AsyncCall implements CallableProcessingInterceptor, DeferredResultProcessingInterceptor {

	private final @Nullable Object task;

	private final RunningCall call;

	private ObservedCall.@Nullable Scope scope;

	/**
	 * Creates a call.
	 * @param task the task that MVC waits for, or {@code null} for the next one
	 * @param call the call
	 */
	AsyncCall(@Nullable Object task, RunningCall call) {
		this.task = task;
		this.call = call;
	}

	void register(WebAsyncManager manager) {
		manager.registerCallableInterceptor(this, this);
		manager.registerDeferredResultInterceptor(this, this);
	}

	@Override
	public <T> void preProcess(NativeWebRequest request, Callable<T> task) {
		if (isOurs(task)) {
			this.scope = this.call.openScope();
		}
	}

	@Override
	public <T> void postProcess(NativeWebRequest request, Callable<T> task, @Nullable Object result) {
		end(task, result);
	}

	@Override
	public <T> Object handleTimeout(NativeWebRequest request, Callable<T> task) {
		fail(task, new AsyncRequestTimeoutException());
		return RESULT_NONE;
	}

	@Override
	public <T> Object handleError(NativeWebRequest request, Callable<T> task, Throwable error) {
		fail(task, error);
		return RESULT_NONE;
	}

	@Override
	public <T> void afterCompletion(NativeWebRequest request, Callable<T> task) {
		cancel(task);
	}

	@Override
	public <T> void postProcess(NativeWebRequest request, DeferredResult<T> task, @Nullable Object result) {
		end(task, result);
	}

	@Override
	public <T> boolean handleTimeout(NativeWebRequest request, DeferredResult<T> task) {
		fail(task, new AsyncRequestTimeoutException());
		return true;
	}

	@Override
	public <T> boolean handleError(NativeWebRequest request, DeferredResult<T> task, Throwable error) {
		fail(task, error);
		return true;
	}

	@Override
	public <T> void afterCompletion(NativeWebRequest request, DeferredResult<T> task) {
		cancel(task);
	}

	private void end(Object task, @Nullable Object result) {
		if (!isOurs(task)) {
			return;
		}
		if (this.scope != null) {
			this.scope.close();
		}
		if (result instanceof Throwable error) {
			this.call.fail(error);
		}
		else {
			this.call.complete(result);
		}
	}

	private void fail(Object task, Throwable error) {
		if (isOurs(task)) {
			this.call.fail(error);
		}
	}

	private void cancel(Object task) {
		if (isOurs(task)) {
			this.call.cancel();
		}
	}

	private boolean isOurs(Object task) {
		return this.task == null || this.task == task;
	}

}
