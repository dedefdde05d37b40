/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.otel;

import java.util.Locale;

import dev.langfuse4j.observation.ObservationType;
import org.jspecify.annotations.Nullable;

/**
 * Determines the type of a span by its attributes.
 */
final class SpanType {

	private SpanType() {
	}

	static ObservationType of(SpanValues values) {
		ObservationType said = said(values.text("langfuse.observation.type"));
		if (said == null) {
			said = kind(values.text("openinference.span.kind"));
		}
		if (said == null) {
			said = operation(values.text("gen_ai.operation.name"));
		}
		if (said != null) {
			return said;
		}
		if (values.value("gen_ai.tool.name", "gen_ai.tool.call.id") != null) {
			return ObservationType.TOOL;
		}
		return (values.value("gen_ai.request.model", "gen_ai.response.model", "llm.model_name",
				"langfuse.observation.model.name") != null) ? ObservationType.GENERATION : ObservationType.SPAN;
	}

	private static @Nullable ObservationType said(@Nullable String type) {
		for (ObservationType known : ObservationType.values()) {
			if (known.value().equals(type) && known != ObservationType.EVENT) {
				return known;
			}
		}
		return null;
	}

	private static @Nullable ObservationType kind(@Nullable String kind) {
		if (kind == null) {
			return null;
		}
		return switch (kind.toUpperCase(Locale.ROOT)) {
			case "LLM" -> ObservationType.GENERATION;
			case "RERANKER", "UNKNOWN", "PROMPT" -> ObservationType.SPAN;
			default -> said(kind.toLowerCase(Locale.ROOT));
		};
	}

	private static @Nullable ObservationType operation(@Nullable String operation) {
		if (operation == null) {
			return null;
		}
		return switch (operation) {
			case "chat", "completion", "text_completion", "generate_content", "generate" -> ObservationType.GENERATION;
			case "embeddings", "embedding" -> ObservationType.EMBEDDING;
			case "execute_tool" -> ObservationType.TOOL;
			case "create_agent", "invoke_agent", "invoke_workflow" -> ObservationType.AGENT;
			case "retrieval" -> ObservationType.RETRIEVER;
			default -> null;
		};
	}

}
