/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.trace.ObservationMapper;
import dev.langfuse4j.trace.ObservationStart;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.observation.VectorStoreObservationContext;

/**
 * A search of a vector store is a retriever. Observations of additions and deletions do
 * not contain the documents.
 *
 * @since 0.1.0
 */
@Internal
public final class VectorStoreMapper implements ObservationMapper<VectorStoreObservationContext> {

	@Override
	public Class<VectorStoreObservationContext> contextType() {
		return VectorStoreObservationContext.class;
	}

	@Override
	public ObservationStart start(VectorStoreObservationContext context) {
		boolean query = VectorStoreObservationContext.Operation.QUERY.value().equals(context.getOperationName());
		return ObservationStart.of(query ? ObservationType.RETRIEVER : ObservationType.SPAN);
	}

	@Override
	public void map(VectorStoreObservationContext context, LangfuseObservation observation) {
		if (context.getQueryRequest() != null) {
			observation.input(search(context.getQueryRequest()));
		}
		if (context.getQueryResponse() != null) {
			observation.output(context.getQueryResponse());
		}
		Map<String, Object> metadata = new LinkedHashMap<>();
		put(metadata, "system", context.getDatabaseSystem());
		put(metadata, "operation", context.getOperationName());
		put(metadata, "collection", context.getCollectionName());
		put(metadata, "namespace", context.getNamespace());
		put(metadata, "dimensions", context.getDimensions());
		put(metadata, "similarity_metric", context.getSimilarityMetric());
		observation.metadata(metadata);
	}

	private static Map<String, Object> search(SearchRequest request) {
		Map<String, Object> shown = new LinkedHashMap<>();
		shown.put("query", request.getQuery());
		shown.put("top_k", request.getTopK());
		if (request.getSimilarityThreshold() > SearchRequest.SIMILARITY_THRESHOLD_ACCEPT_ALL) {
			shown.put("similarity_threshold", request.getSimilarityThreshold());
		}
		if (request.getFilterExpression() != null) {
			shown.put("filter", request.getFilterExpression().toString());
		}
		return shown;
	}

	private static void put(Map<String, Object> shown, String key, @Nullable Object value) {
		if (value != null) {
			shown.put(key, value);
		}
	}

}
