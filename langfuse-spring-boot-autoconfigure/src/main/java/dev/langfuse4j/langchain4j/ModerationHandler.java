/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.lang.reflect.Method;
import java.util.List;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.moderation.ModerationModel;
import dev.langchain4j.model.output.Response;
import org.jspecify.annotations.Nullable;

/**
 * Observes the moderation of an AI service, which runs beside the call of its model on
 * another thread.
 */
final class ModerationHandler extends ObservedParts.Handler {

	ModerationHandler(ModerationModel model) {
		super(model);
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		if (!method.getName().equals("moderate") || arguments == null || arguments.length != 1
				|| !(arguments[0] instanceof List<?> messages)) {
			return proceed(method, arguments);
		}
		AiServiceCall service = AiServiceCalls.asking(messages);
		if (service == null) {
			return proceed(method, arguments);
		}
		ModerationCall call = ModerationCall.begin(service);
		try (ModerationCall.Offer offer = call.offer()) {
			Object result = proceed(method, arguments);
			call.end(texts(messages), (result instanceof Response<?> response) ? response.content() : result, null);
			return result;
		}
		catch (Throwable ex) {
			call.end(texts(messages), null, ex);
			throw ex;
		}
	}

	private static List<?> texts(List<?> messages) {
		return messages.stream()
			.filter(ChatMessage.class::isInstance)
			.map(ChatMessage.class::cast)
			.map(ChatMessages::of)
			.toList();
	}

}
