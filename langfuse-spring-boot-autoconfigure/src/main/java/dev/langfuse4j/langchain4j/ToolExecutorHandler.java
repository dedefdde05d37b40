/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.lang.reflect.Method;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.service.tool.ToolExecutor;
import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;

/**
 * Observes the executions of a tool, on whatever thread.
 */
final class ToolExecutorHandler extends ObservedParts.Handler {

	private final AiServiceCall service;

	ToolExecutorHandler(ToolExecutor executor, AiServiceCall service) {
		super(executor);
		this.service = service;
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		if (arguments == null || arguments.length == 0 || !(arguments[0] instanceof ToolExecutionRequest request)) {
			return proceed(method, arguments);
		}
		this.service.executing(request);
		ObservedCall call = ToolCalls.start(this.service, request);
		try {
			Object result;
			try (ObservedCall.Scope scope = call.openScope()) {
				result = proceed(method, arguments);
			}
			call.markEnd();
			ToolCalls.recordResult(call, result);
			return result;
		}
		catch (Throwable ex) {
			ToolCalls.recordError(this.service, call, ex);
			throw ex;
		}
		finally {
			call.stop();
		}
	}

}
