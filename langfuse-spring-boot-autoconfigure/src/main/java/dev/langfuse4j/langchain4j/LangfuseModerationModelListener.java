/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import dev.langchain4j.model.moderation.listener.ModerationModelErrorContext;
import dev.langchain4j.model.moderation.listener.ModerationModelListener;
import dev.langchain4j.model.moderation.listener.ModerationModelRequestContext;
import dev.langchain4j.model.moderation.listener.ModerationModelResponseContext;
import dev.langfuse4j.lang.Internal;

/**
 * Observes the calls of a moderation model that you call yourself. Give it to the model's
 * builder. Thread-safe.
 *
 * @since 0.1.0
 */
public final class LangfuseModerationModelListener implements ModerationModelListener {

	private static final Object CALL = ModerationCall.class;

	private final LangChain4jTracing tracing;

	/**
	 * Creates the listener.
	 * @param tracing the application's
	 */
	@Internal
	public LangfuseModerationModelListener(LangChain4jTracing tracing) {
		this.tracing = tracing;
	}

	@Override
	public void onRequest(ModerationModelRequestContext context) {
		if (this.tracing.isActive()) {
			Contained.run(() -> context.attributes().putIfAbsent(CALL, ModerationCall.enter(this.tracing)));
		}
	}

	@Override
	public void onResponse(ModerationModelResponseContext context) {
		if (context.attributes().remove(CALL) instanceof ModerationCall call) {
			call.end(context.moderationRequest().texts(), context.moderationResponse().moderation(), null);
		}
	}

	@Override
	public void onError(ModerationModelErrorContext context) {
		if (context.attributes().remove(CALL) instanceof ModerationCall call) {
			call.end(context.moderationRequest().texts(), null, context.error());
		}
	}

}
