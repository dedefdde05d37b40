/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.document.Document;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.input.Prompt;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.rag.AugmentationResult;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.query.Query;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import org.jspecify.annotations.Nullable;

/**
 * Values of the core of LangChain4j, as plain ones.
 */
final class LangChain4jValues {

	private static final List<Class<?>> TYPES = List.of(ChatMessage.class, Metadata.class, ChatRequest.class,
			ChatResponse.class, dev.langchain4j.data.message.Content.class, Content.class, TextSegment.class,
			Document.class, Embedding.class, Image.class, Response.class, Prompt.class, Query.class,
			AugmentationResult.class, ToolExecutionRequest.class, ToolSpecification.class, EmbeddingMatch.class,
			EmbeddingSearchRequest.class, EmbeddingSearchResult.class);

	private LangChain4jValues() {
	}

	static boolean isOne(Class<?> type) {
		return TYPES.stream().anyMatch((known) -> known.isAssignableFrom(type));
	}

	static @Nullable Object shown(Object value) {
		if (value instanceof ChatMessage message) {
			return ChatMessages.of(message);
		}
		if (value instanceof ChatRequest request) {
			return ChatMessages.of(request);
		}
		if (value instanceof ChatResponse response) {
			return ChatMessages.answer(response);
		}
		if (value instanceof ToolExecutionRequest request) {
			return ChatMessages.call(request);
		}
		if (value instanceof ToolSpecification specification) {
			return ChatMessages.tool(specification);
		}
		if (value instanceof dev.langchain4j.data.message.Content content) {
			return ChatMessages.part(content);
		}
		return (value instanceof Image image) ? ChatMessages.image(image) : text(value);
	}

	private static @Nullable Object text(Object value) {
		if (value instanceof Metadata metadata) {
			return metadata.toMap();
		}
		if (value instanceof Prompt prompt) {
			return prompt.text();
		}
		if (value instanceof Query query) {
			return query.text();
		}
		if (value instanceof TextSegment segment) {
			return text(segment.text(), segment.metadata());
		}
		if (value instanceof Document document) {
			return text(document.text(), document.metadata());
		}
		if (value instanceof Content content) {
			return content(content);
		}
		if (value instanceof AugmentationResult result) {
			return contents(result.contents());
		}
		return vector(value);
	}

	private static @Nullable Object vector(Object value) {
		if (value instanceof Embedding embedding) {
			return Map.of("dimensions", embedding.dimension());
		}
		if (value instanceof EmbeddingMatch<?> match) {
			return match(match);
		}
		if (value instanceof EmbeddingSearchRequest request) {
			return search(request);
		}
		if (value instanceof EmbeddingSearchResult<?> result) {
			return result.matches().stream().map(LangChain4jValues::match).toList();
		}
		return (value instanceof Response<?> response && response.content() != null) ? response(response.content())
				: value.toString();
	}

	/**
	 * Not a value of a class that is shown here itself.
	 */
	private static @Nullable Object response(Object content) {
		return isOne(content.getClass()) ? shown(content) : content;
	}

	static List<Object> contents(List<Content> contents) {
		return contents.stream().<Object>map(LangChain4jValues::content).toList();
	}

	private static Map<String, Object> content(Content content) {
		Map<String, Object> shown = text(content.textSegment().text(), content.textSegment().metadata());
		content.metadata().forEach((key, value) -> {
			if (value instanceof Number || value instanceof String) {
				shown.put(key.name().toLowerCase(Locale.ROOT), value);
			}
		});
		return shown;
	}

	private static Map<String, Object> text(@Nullable String text, Metadata metadata) {
		Map<String, Object> shown = new LinkedHashMap<>();
		shown.put("text", text);
		if (!metadata.toMap().isEmpty()) {
			shown.put("metadata", metadata.toMap());
		}
		return shown;
	}

	private static Map<String, Object> match(EmbeddingMatch<?> match) {
		Map<String, Object> shown = new LinkedHashMap<>();
		shown.put("id", match.embeddingId());
		shown.put("score", match.score());
		shown.put("embedded", match.embedded());
		return shown;
	}

	static Map<String, Object> search(EmbeddingSearchRequest request) {
		Map<String, Object> shown = new LinkedHashMap<>();
		if (request.query() != null) {
			shown.put("query", request.query());
		}
		shown.put("top_k", request.maxResults());
		if (request.minScore() > 0) {
			shown.put("similarity_threshold", request.minScore());
		}
		if (request.filter() != null) {
			shown.put("filter", request.filter().toString());
		}
		return shown;
	}

}
