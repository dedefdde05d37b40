/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.lang.reflect.Method;
import java.util.concurrent.CompletionStage;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;

/**
 * Observes the calls of a model.
 */
final class ChatModelHandler extends ObservedParts.Handler {

	private final ChatModel model;

	ChatModelHandler(ChatModel model) {
		super(model);
		this.model = model;
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		ModelCall call = (arguments != null && arguments.length > 0 && arguments[0] instanceof ChatRequest request)
				? ModelCall.begin(request, this.model::defaultRequestParameters, this.model::provider,
						arguments[arguments.length - 1], false)
				: null;
		if (call == null) {
			return proceed(method, arguments);
		}
		try (ModelCall.Offer offer = call.offer(); ObservedCall.Scope scope = call.openScope()) {
			Object result = proceed(method, arguments);
			if (result instanceof CompletionStage<?> stage) {
				stage.whenComplete((response, error) -> call.end(response, error));
			}
			else {
				call.end(result, null);
			}
			return result;
		}
		catch (Throwable ex) {
			call.failed(ex);
			throw ex;
		}
	}

}
