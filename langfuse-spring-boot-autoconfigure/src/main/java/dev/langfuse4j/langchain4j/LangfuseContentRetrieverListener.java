/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import dev.langchain4j.rag.content.retriever.listener.ContentRetrieverErrorContext;
import dev.langchain4j.rag.content.retriever.listener.ContentRetrieverListener;
import dev.langchain4j.rag.content.retriever.listener.ContentRetrieverRequestContext;
import dev.langchain4j.rag.content.retriever.listener.ContentRetrieverResponseContext;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.ObservationType;

/**
 * Observes a retriever: {@code retriever.addListener(langfuseContentRetrieverListener)}.
 * Thread-safe.
 *
 * @since 0.1.0
 */
public final class LangfuseContentRetrieverListener implements ContentRetrieverListener {

	private final LangChain4jTracing tracing;

	/**
	 * Creates the listener.
	 * @param tracing the application's
	 */
	@Internal
	public LangfuseContentRetrieverListener(LangChain4jTracing tracing) {
		this.tracing = tracing;
	}

	@Override
	public void onRequest(ContentRetrieverRequestContext context) {
		ListenedCall.begin(context.attributes(), this.tracing, "content_retriever", ObservationType.RETRIEVER,
				Queries.service(context.query()));
	}

	@Override
	public void onResponse(ContentRetrieverResponseContext context) {
		ListenedCall.end(context.attributes(), (observation) -> observation.input(context.query().text())
			.output(LangChain4jValues.contents(context.contents())), null);
	}

	@Override
	public void onError(ContentRetrieverErrorContext context) {
		ListenedCall.end(context.attributes(), (observation) -> observation.input(context.query().text()),
				context.error());
	}

}
