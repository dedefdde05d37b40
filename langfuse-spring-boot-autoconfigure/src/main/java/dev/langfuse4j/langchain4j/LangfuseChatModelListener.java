/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.util.Map;

import dev.langchain4j.model.chat.listener.ChatModelErrorContext;
import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langchain4j.model.chat.listener.ChatModelRequestContext;
import dev.langchain4j.model.chat.listener.ChatModelResponseContext;
import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Observes the calls of a chat model, streamed or not. Spring Boot starters of
 * LangChain4j give this bean to the models that they make; give it to models that you
 * build yourself:
 *
 * <pre class="code">
 * OpenAiChatModel.builder().listeners(List.of(langfuseChatModelListener))…
 * </pre>
 *
 * The models of AI services are observed without. Thread-safe.
 *
 * @since 0.1.0
 */
public final class LangfuseChatModelListener implements ChatModelListener {

	private static final Object CALL = ModelCall.class;

	private final LangChain4jTracing tracing;

	/**
	 * Creates the listener.
	 * @param tracing the application's
	 */
	@Internal
	public LangfuseChatModelListener(LangChain4jTracing tracing) {
		this.tracing = tracing;
	}

	@Override
	public void onRequest(ChatModelRequestContext context) {
		if (this.tracing.isActive() && !context.attributes().containsKey(CALL)
				&& !ObservedModelMapper.isGeneration(context)) {
			Contained.run(() -> context.attributes().put(CALL, ModelCall.enter(this.tracing, context)));
		}
	}

	@Override
	public void onResponse(ChatModelResponseContext context) {
		end(context.attributes(), context.chatResponse(), null);
	}

	@Override
	public void onError(ChatModelErrorContext context) {
		end(context.attributes(), null, context.error());
	}

	private static void end(Map<Object, Object> attributes, @Nullable Object response, @Nullable Throwable error) {
		if (attributes.remove(CALL) instanceof ModelCall call) {
			call.end(response, error);
		}
	}

}
