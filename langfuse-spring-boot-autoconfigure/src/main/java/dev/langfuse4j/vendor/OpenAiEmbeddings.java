/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.vendor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.ProviderValues;
import dev.langfuse4j.observation.TokenCounts;
import org.jspecify.annotations.Nullable;

/**
 * Embeddings of OpenAI. The vectors are not content to read: their number and size are
 * shown.
 */
final class OpenAiEmbeddings implements ApiFormat {

	@Override
	public String operation() {
		return "embedding";
	}

	@Override
	public ObservationType type() {
		return ObservationType.EMBEDDING;
	}

	@Override
	public @Nullable Object input(Json request) {
		return request.get("input");
	}

	@Override
	public Map<String, Object> parameters(Json request) {
		return request.only("dimensions", "encoding_format");
	}

	@Override
	public Object shown(Object response) {
		Map<String, Object> shown = new LinkedHashMap<>();
		shown.put("model", ProviderValues.first(response, "model"));
		Object usage = ProviderValues.first(response, "usage");
		shown.put("usage", Map.of("prompt_tokens", number(ProviderValues.first(usage, "promptTokens")), "total_tokens",
				number(ProviderValues.first(usage, "totalTokens"))));
		if (ProviderValues.first(response, "data") instanceof List<?> vectors) {
			shown.put("count", vectors.size());
			if (!vectors.isEmpty() && ProviderValues.first(vectors.get(0), "embedding") instanceof List<?> vector) {
				shown.put("dimensions", vector.size());
			}
		}
		return shown;
	}

	@Override
	public @Nullable Object output(Json response) {
		Map<String, Object> shape = response.only("count", "dimensions");
		return shape.isEmpty() ? null : shape;
	}

	@Override
	public @Nullable TokenCounts usage(Json response) {
		Json usage = response.at("usage");
		long total = usage.count("total_tokens");
		return (total > 0) ? new TokenCounts(usage.count("prompt_tokens"), 0, 0, 0, 0, 0, 0, 0, total) : null;
	}

	private static Object number(@Nullable Object value) {
		return (value instanceof Number) ? value : 0;
	}

}
