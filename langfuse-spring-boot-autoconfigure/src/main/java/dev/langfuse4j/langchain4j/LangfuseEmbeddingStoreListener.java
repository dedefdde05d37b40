/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import dev.langchain4j.store.embedding.listener.EmbeddingStoreErrorContext;
import dev.langchain4j.store.embedding.listener.EmbeddingStoreListener;
import dev.langchain4j.store.embedding.listener.EmbeddingStoreRequestContext;
import dev.langchain4j.store.embedding.listener.EmbeddingStoreResponseContext;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationType;

/**
 * Observes an embedding store: {@code store.addListener(langfuseEmbeddingStoreListener)}.
 * A search is a retriever; of adding and removing only that it happened. Thread-safe.
 *
 * @since 0.1.0
 */
public final class LangfuseEmbeddingStoreListener implements EmbeddingStoreListener {

	private final LangChain4jTracing tracing;

	/**
	 * Creates the listener.
	 * @param tracing the application's
	 */
	@Internal
	public LangfuseEmbeddingStoreListener(LangChain4jTracing tracing) {
		this.tracing = tracing;
	}

	@Override
	public void onRequest(EmbeddingStoreRequestContext<?> context) {
		boolean search = context instanceof EmbeddingStoreRequestContext.Search;
		ListenedCall.begin(context.attributes(), this.tracing,
				"embedding_store " + (search ? "search" : operation(context)),
				search ? ObservationType.RETRIEVER : ObservationType.SPAN, null);
	}

	private static String operation(EmbeddingStoreRequestContext<?> context) {
		return context.getClass().getSimpleName().startsWith("Add") ? "add" : "remove";
	}

	@Override
	public void onResponse(EmbeddingStoreResponseContext<?> context) {
		ListenedCall.end(context.attributes(), (observation) -> {
			recordRequest(observation, context.requestContext());
			if (context instanceof EmbeddingStoreResponseContext.Search<?> search) {
				observation.output(search.searchResult());
			}
		}, null);
	}

	@Override
	public void onError(EmbeddingStoreErrorContext<?> context) {
		ListenedCall.end(context.attributes(), (observation) -> recordRequest(observation, context.requestContext()),
				context.error());
	}

	private static void recordRequest(LangfuseObservation observation, EmbeddingStoreRequestContext<?> context) {
		if (context instanceof EmbeddingStoreRequestContext.Search<?> search) {
			observation.input(LangChain4jValues.search(search.searchRequest()));
		}
	}

}
