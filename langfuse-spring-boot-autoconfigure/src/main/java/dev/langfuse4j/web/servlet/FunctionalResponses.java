/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.servlet;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import dev.langfuse4j.aop.LateWork;
import dev.langfuse4j.aop.ObservedPublishers;
import dev.langfuse4j.aop.RunningCall;
import org.jspecify.annotations.Nullable;

import org.springframework.web.context.request.async.WebAsyncManager;
import org.springframework.web.servlet.function.EntityResponse;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RenderingResponse;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Follows responses of functional endpoints. A response of another class would lose its
 * error handlers. A response with a publisher is therefore rebuilt; the others are
 * returned unchanged and end with the request.
 */
final class FunctionalResponses {

	private static final String SPRINGS = EntityResponse.class.getPackageName() + ".";

	private FunctionalResponses() {
	}

	static @Nullable Object follow(Object result, RunningCall call) {
		if (!(result instanceof ServerResponse response) || result instanceof RenderingResponse) {
			return null;
		}
		return (response instanceof EntityResponse<?> entity) ? followBody(entity, call) : awaitRequest(response, call);
	}

	private static @Nullable ServerResponse followBody(EntityResponse<?> response, RunningCall call) {
		if (response.entity() instanceof CompletionStage<?> stage) {
			await(stage, call);
			return response;
		}
		if (!response.getClass().getName().startsWith(SPRINGS) || isFilter(call.method())) {
			return null;
		}
		Object body = ObservedPublishers.observe(response.entity(), call, withoutBody(response));
		return (body != null) ? EntityResponse.fromObject(body)
			.status(response.statusCode())
			.headers((headers) -> headers.addAll(response.headers()))
			.cookies((cookies) -> cookies.addAll(response.cookies()))
			.build() : null;
	}

	private static void await(CompletionStage<?> stage, RunningCall call) {
		stage.whenComplete((value, error) -> {
			if (error != null) {
				call.fail(error);
			}
			else {
				call.complete(value);
			}
		});
	}

	/**
	 * The response that a filter returns may already have its error handlers.
	 */
	private static boolean isFilter(Method method) {
		return Arrays.asList(method.getParameterTypes()).contains(HandlerFunction.class);
	}

	private static @Nullable ServerResponse awaitRequest(ServerResponse response, RunningCall call) {
		WebAsyncManager manager = AsyncManagers.current();
		if (manager == null) {
			return null;
		}
		new AsyncCall(null, call).register(manager);
		new LateWork(call, withoutBody(response)).endUnlessBegun(response);
		return response;
	}

	private static Map<String, Object> withoutBody(ServerResponse response) {
		return Map.of("status", response.statusCode().value());
	}

}
