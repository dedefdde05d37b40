/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * The metadata of a model call, as for other frameworks.
 */
final class CallMetadata {

	private CallMetadata() {
	}

	static Map<String, Object> of(ChatRequest request, @Nullable ChatResponse response,
			@Nullable ModelProvider provider, boolean streaming) {
		Map<String, Object> metadata = new LinkedHashMap<>();
		putProvider(metadata, provider);
		put(metadata, "request_model", request.modelName());
		put(metadata, "response_id", (response != null) ? response.id() : null);
		if (streaming) {
			metadata.put("stream", true);
		}
		return metadata;
	}

	/**
	 * Adds the provider, if it is known.
	 */
	static void putProvider(Map<String, Object> metadata, @Nullable ModelProvider provider) {
		if (provider != null && provider != ModelProvider.OTHER) {
			metadata.put("provider", provider.name().toLowerCase(Locale.ROOT).replace("open_ai", "openai"));
		}
	}

	private static void put(Map<String, Object> metadata, String key, @Nullable String value) {
		if (StringUtils.hasText(value)) {
			metadata.put(key, value);
		}
	}

}
