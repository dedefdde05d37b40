/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.langfuse4j.capture.MessageParts;
import dev.langfuse4j.capture.MessageShape;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.AssistantMessage.ToolCall;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage.ToolResponse;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.content.Media;
import org.springframework.ai.content.MediaContent;
import org.springframework.util.CollectionUtils;
import org.springframework.util.StringUtils;

/**
 * Messages as {@code {role, content, …}}, the shape that Langfuse renders as a chat.
 */
final class ChatMessages {

	private ChatMessages() {
	}

	static List<Map<String, Object>> of(List<Message> messages) {
		List<Map<String, Object>> shown = new ArrayList<>(messages.size());
		messages.forEach((message) -> shown.addAll(of(message)));
		return shown;
	}

	/**
	 * Returns one message, or as many as a message with the responses of tools has
	 * responses.
	 */
	static List<Map<String, Object>> of(Message message) {
		return (message instanceof ToolResponseMessage responses)
				? responses.getResponses().stream().map(ChatMessages::response).toList() : List.of(whole(message));
	}

	/**
	 * Returns a message with the reasoning of the model before it.
	 */
	private static Map<String, Object> whole(Message message) {
		Map<String, Object> shown = plain(message);
		if (message instanceof AssistantMessage assistant) {
			Reasoning reasoning = new Reasoning();
			if (reasoning.add(assistant)) {
				shown.put("content", "");
			}
			reasoning.putInto(shown);
		}
		return shown;
	}

	/**
	 * The answers of a model: one message, or a list of several alternatives.
	 */
	static @Nullable Object answer(ChatResponse response) {
		List<Map<String, Object>> answers = new ArrayList<>();
		Reasoning reasoning = new Reasoning();
		for (Generation generation : response.getResults()) {
			AssistantMessage message = generation.getOutput();
			if (reasoning.add(message)) {
				continue;
			}
			Map<String, Object> answer = plain(message);
			if (message.getMetadata().get(Reasoning.OUTPUT_WITHOUT_THOUGHTS) instanceof String text) {
				answer.put("content", text);
			}
			reasoning.putInto(answer);
			putText(answer, "finish_reason", finishReason(generation));
			answers.add(answer);
			reasoning = new Reasoning();
		}
		return (answers.size() == 1) ? answers.get(0) : answers;
	}

	/**
	 * An answer of a stream, perhaps one that was not read to its end.
	 */
	static Map<String, Object> streamed(StreamedAnswer answer) {
		Object text = answer.text();
		Map<String, Object> shown = MessageShape.message("assistant", (text != null) ? text : "");
		putCalls(shown, answer.calls());
		Reasoning thoughts = new Reasoning();
		thoughts.addText(answer.reasoning());
		thoughts.putInto(shown);
		putText(shown, "finish_reason", answer.finishReason());
		return shown;
	}

	/**
	 * Returns the text of a message, or the refusal of an OpenAI model.
	 */
	static String text(Message message) {
		String text = (message.getText() != null) ? message.getText() : "";
		String refusal = (text.isEmpty() && message instanceof AssistantMessage answer) ? refusal(answer) : null;
		return (refusal != null) ? refusal : text;
	}

	static @Nullable String refusal(AssistantMessage message) {
		return (message.getMetadata().get("refusal") instanceof String text && !text.isEmpty()) ? text : null;
	}

	private static Map<String, Object> plain(Message message) {
		String text = text(message);
		boolean media = message instanceof MediaContent content && !CollectionUtils.isEmpty(content.getMedia());
		Map<String, Object> shown = MessageShape.message(message.getMessageType().getValue().toLowerCase(Locale.ROOT),
				media ? parts(text, ((MediaContent) message).getMedia()) : text);
		if (message instanceof AssistantMessage assistant) {
			putCalls(shown, assistant.getToolCalls());
		}
		return shown;
	}

	private static List<Map<String, Object>> parts(String text, List<Media> media) {
		List<Map<String, Object>> parts = new ArrayList<>(media.size() + 1);
		if (StringUtils.hasText(text)) {
			parts.add(MessageParts.text(text));
		}
		for (Media medium : media) {
			String type = medium.getMimeType().toString();
			parts.add((medium.getData() instanceof byte[] bytes) ? MessageParts.medium(type, bytes)
					: MessageParts.at(type, medium.getData().toString()));
		}
		return parts;
	}

	private static void putCalls(Map<String, Object> shown, @Nullable List<ToolCall> calls) {
		if (calls != null) {
			MessageShape.putToolCalls(shown, calls.stream().map(ChatMessages::call).toList());
		}
	}

	private static Map<String, Object> call(ToolCall call) {
		Map<String, Object> shown = MessageShape.toolCall(call.id(), call.name(), call.arguments());
		shown.put("type", call.type());
		return shown;
	}

	private static Map<String, Object> response(ToolResponse response) {
		Map<String, Object> shown = MessageShape.toolResult(response.id(), response.responseData());
		shown.put("name", response.name());
		return shown;
	}

	static @Nullable String finishReason(Generation generation) {
		String reason = (generation.getMetadata() != null) ? generation.getMetadata().getFinishReason() : null;
		return (reason != null) ? reason.toLowerCase(Locale.ROOT) : null;
	}

	private static void putText(Map<String, Object> shown, String key, @Nullable String text) {
		if (StringUtils.hasText(text)) {
			shown.put(key, text);
		}
	}

}
