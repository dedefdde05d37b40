/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.AudioContent;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.PdfFileContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.message.VideoContent;
import dev.langchain4j.internal.JsonSchemaElementUtils;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langfuse4j.capture.MessageParts;
import dev.langfuse4j.capture.MessageShape;
import org.jspecify.annotations.Nullable;

/**
 * Messages as {@code {role, content, …}}, the shape that Langfuse renders as a chat.
 */
final class ChatMessages {

	private ChatMessages() {
	}

	/**
	 * Returns the messages of a request, with the tools that the model may call.
	 */
	static List<Map<String, Object>> of(ChatRequest request) {
		List<Map<String, Object>> messages = of(request.messages());
		List<ToolSpecification> tools = request.toolSpecifications();
		if (tools != null) {
			MessageShape.putTools(messages, tools.stream().map(ChatMessages::tool).toList());
		}
		return messages;
	}

	static List<Map<String, Object>> of(List<ChatMessage> messages) {
		List<Map<String, Object>> shown = new ArrayList<>(messages.size());
		messages.forEach((message) -> shown.add(of(message)));
		return shown;
	}

	/**
	 * The answer of a model.
	 */
	static Map<String, Object> answer(ChatResponse response) {
		Map<String, Object> shown = of(response.aiMessage());
		if (response.finishReason() != null) {
			shown.put("finish_reason", response.finishReason().name().toLowerCase(Locale.ROOT));
		}
		return shown;
	}

	static Map<String, Object> tool(ToolSpecification specification) {
		return MessageShape.tool(specification.name(), specification.description(), (specification.parameters() != null)
				? JsonSchemaElementUtils.toMap(specification.parameters()) : Map.of());
	}

	static Map<String, Object> of(ChatMessage whole) {
		if (whole instanceof SystemMessage message) {
			return MessageShape.message("system", message.text());
		}
		if (whole instanceof UserMessage message) {
			return MessageShape.message("user", contents(message.contents()));
		}
		if (whole instanceof AiMessage message) {
			return answer(message);
		}
		if (whole instanceof ToolExecutionResultMessage message) {
			Map<String, Object> shown = MessageShape.toolResult(message.id(), contents(message.contents()));
			shown.put("name", message.toolName());
			return shown;
		}
		return MessageShape.message(whole.type().name().toLowerCase(Locale.ROOT), whole.toString());
	}

	private static Map<String, Object> answer(AiMessage message) {
		Map<String, Object> shown = MessageShape.message("assistant", content(message));
		if (message.thinking() != null) {
			MessageShape.putThinking(shown, List.of(MessageParts.thinking(message.thinking())));
		}
		if (message.hasToolExecutionRequests()) {
			MessageShape.putToolCalls(shown, message.toolExecutionRequests().stream().map(ChatMessages::call).toList());
		}
		return shown;
	}

	static Object contents(List<Content> contents) {
		List<Object> parts = contents.stream().map(ChatMessages::part).toList();
		return (parts.size() == 1 && contents.get(0) instanceof TextContent text) ? text.text() : parts;
	}

	/**
	 * The text, and images that a model has drawn.
	 */
	private static Object content(AiMessage message) {
		String text = (message.text() != null) ? message.text() : "";
		if (message.images().isEmpty()) {
			return text;
		}
		List<Object> parts = new ArrayList<>();
		if (!text.isEmpty()) {
			parts.add(MessageParts.text(text));
		}
		message.images().forEach((image) -> parts.add(image(image)));
		return parts;
	}

	static Object part(Content content) {
		if (content instanceof TextContent text) {
			return MessageParts.text(text.text());
		}
		if (content instanceof ImageContent image) {
			return image(image.image());
		}
		if (content instanceof AudioContent audio) {
			return medium(audio.audio().mimeType(), "audio", audio.audio().url(), audio.audio().base64Data());
		}
		if (content instanceof VideoContent video) {
			return medium(video.video().mimeType(), "video", video.video().url(), video.video().base64Data());
		}
		if (content instanceof PdfFileContent pdf) {
			return medium(pdf.pdfFile().mimeType(), "application/pdf", pdf.pdfFile().url(), pdf.pdfFile().base64Data());
		}
		return MessageParts.medium(content.type().name().toLowerCase(Locale.ROOT));
	}

	static Object image(Image image) {
		return medium(image.mimeType(), "image", image.url(), image.base64Data());
	}

	private static Object medium(@Nullable String type, String otherwise, @Nullable URI address,
			@Nullable String base64) {
		String shown = (type != null) ? type : otherwise;
		if (base64 != null) {
			return MessageParts.base64(shown, base64);
		}
		return (address != null) ? MessageParts.at(shown, address.toString()) : MessageParts.medium(shown);
	}

	static Map<String, Object> call(ToolExecutionRequest request) {
		return MessageShape.toolCall(request.id(), request.name(), request.arguments());
	}

}
