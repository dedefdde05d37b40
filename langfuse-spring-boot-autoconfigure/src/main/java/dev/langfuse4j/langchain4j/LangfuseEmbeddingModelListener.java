/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.listener.EmbeddingModelErrorContext;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import dev.langchain4j.model.embedding.listener.EmbeddingModelRequestContext;
import dev.langchain4j.model.embedding.listener.EmbeddingModelResponseContext;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.ObservationType;

/**
 * Observes an embedding model: {@code model.addListener(langfuseEmbeddingModelListener)}.
 * Texts are recorded, vectors never. Thread-safe.
 *
 * @since 0.1.0
 */
public final class LangfuseEmbeddingModelListener implements EmbeddingModelListener {

	private final LangChain4jTracing tracing;

	/**
	 * Creates the listener.
	 * @param tracing the application's
	 */
	@Internal
	public LangfuseEmbeddingModelListener(LangChain4jTracing tracing) {
		this.tracing = tracing;
	}

	@Override
	public void onRequest(EmbeddingModelRequestContext context) {
		ListenedCall.begin(context.attributes(), this.tracing, "embedding " + context.embeddingModel().modelName(),
				ObservationType.EMBEDDING, null);
	}

	@Override
	public void onResponse(EmbeddingModelResponseContext context) {
		ListenedCall.end(context.attributes(), (observation) -> {
			String model = context.embeddingModel().modelName();
			observation.input(texts(context.textSegments())).model(model).output(shape(context.response().content()));
			Map<String, Object> metadata = new LinkedHashMap<>();
			CallMetadata.putProvider(metadata, context.modelProvider());
			observation.metadata(metadata);
			TokenAmounts.record(observation, context.response().tokenUsage(), model, this.tracing.settings());
		}, null);
	}

	@Override
	public void onError(EmbeddingModelErrorContext context) {
		ListenedCall.end(context.attributes(), (observation) -> observation.input(texts(context.textSegments()))
			.model(context.embeddingModel().modelName()), context.error());
	}

	private static List<String> texts(List<TextSegment> segments) {
		return segments.stream().map(TextSegment::text).toList();
	}

	private static Map<String, Object> shape(List<Embedding> embeddings) {
		Map<String, Object> shape = new LinkedHashMap<>();
		shape.put("count", embeddings.size());
		if (!embeddings.isEmpty()) {
			shape.put("dimensions", embeddings.get(0).dimension());
		}
		return shape;
	}

}
