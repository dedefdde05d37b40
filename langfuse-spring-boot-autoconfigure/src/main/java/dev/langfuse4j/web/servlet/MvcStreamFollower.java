/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.servlet;

import java.lang.reflect.Method;

import dev.langfuse4j.aop.LateWork;
import dev.langfuse4j.aop.ResultFollower;
import dev.langfuse4j.aop.RunningCall;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;

import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.context.request.async.WebAsyncManager;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * Follows controllers that write their response incrementally. The written data is not
 * captured: the output is what the application sets.
 *
 * @since 0.1.0
 */
@Internal
public final class MvcStreamFollower implements ResultFollower {

	/**
	 * Creates the follower.
	 */
	public MvcStreamFollower() {
	}

	@Override
	public boolean supports(Class<?> type) {
		return type == Object.class || type == StreamingResponseBody.class
				|| ResponseBodyEmitter.class.isAssignableFrom(type);
	}

	@Override
	public @Nullable Object follow(Object result, RunningCall call) {
		if (result instanceof ResponseBodyEmitter emitter) {
			return observed(emitter, call);
		}
		return (result instanceof StreamingResponseBody body && isReplaceable(call.method())) ? observed(body, call)
				: null;
	}

	/**
	 * A method that declares a general return type may return a value whose class matters
	 * to its caller, unless the caller is MVC.
	 */
	private static boolean isReplaceable(Method method) {
		return method.getReturnType() != Object.class || AsyncManagers.of(method) != null;
	}

	/**
	 * Ends at once for an emitter that completes before Spring MVC receives it, because
	 * it does not call its callbacks.
	 */
	private static ResponseBodyEmitter observed(ResponseBodyEmitter emitter, RunningCall call) {
		emitter.onError(call::fail);
		emitter.onTimeout(() -> call.fail(new AsyncRequestTimeoutException()));
		emitter.onCompletion(() -> call.complete(null));
		awaitRequest(call);
		new LateWork(call, null).endUnlessBegun(emitter);
		return emitter;
	}

	private static StreamingResponseBody observed(StreamingResponseBody body, RunningCall call) {
		LateWork work = new LateWork(call, null);
		StreamingResponseBody observed = (output) -> {
			work.begin();
			try (ObservedCall.Scope scope = call.openScope()) {
				body.writeTo(output);
			}
			catch (Throwable ex) {
				call.fail(ex);
				throw ex;
			}
			call.complete(null);
		};
		awaitRequest(call);
		work.endUnlessBegun(observed);
		return observed;
	}

	private static void awaitRequest(RunningCall call) {
		WebAsyncManager manager = AsyncManagers.of(call.method());
		if (manager != null) {
			new AsyncCall(null, call).register(manager);
		}
	}

}
