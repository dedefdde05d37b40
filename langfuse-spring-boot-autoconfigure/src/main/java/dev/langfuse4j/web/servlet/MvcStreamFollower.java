/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.servlet;

import java.lang.reflect.Method;

import dev.langfuse4j.aop.Ending;
import dev.langfuse4j.aop.LateWork;
import dev.langfuse4j.aop.ResultFollower;
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
	public @Nullable Object follow(Object result, Ending ending) {
		if (result instanceof ResponseBodyEmitter emitter) {
			return observed(emitter, ending);
		}
		return (result instanceof StreamingResponseBody body && isReplaceable(ending.method())) ? observed(body, ending)
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
	private static ResponseBodyEmitter observed(ResponseBodyEmitter emitter, Ending ending) {
		emitter.onError(ending::fail);
		emitter.onTimeout(() -> ending.fail(new AsyncRequestTimeoutException()));
		emitter.onCompletion(() -> ending.complete(null));
		awaitRequest(ending);
		new LateWork(ending, null).endUnlessBegun(emitter);
		return emitter;
	}

	private static StreamingResponseBody observed(StreamingResponseBody body, Ending ending) {
		LateWork work = new LateWork(ending, null);
		StreamingResponseBody observed = (output) -> {
			work.begin();
			try (ObservedCall.Scope scope = ending.call().openScope()) {
				body.writeTo(output);
			}
			catch (Throwable ex) {
				ending.fail(ex);
				throw ex;
			}
			ending.complete(null);
		};
		awaitRequest(ending);
		work.endUnlessBegun(observed);
		return observed;
	}

	private static void awaitRequest(Ending ending) {
		WebAsyncManager manager = AsyncManagers.of(ending.method());
		if (manager != null) {
			new AsyncCall(null, ending).register(manager);
		}
	}

}
