/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.vendor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.capture.MessageParts;
import dev.langfuse4j.capture.MessageShape;
import dev.langfuse4j.observation.TokenCounts;
import org.jspecify.annotations.Nullable;

/**
 * Chat completions of OpenAI.
 */
final class OpenAiChat implements ApiFormat {

	@Override
	public Object input(Json request) {
		List<Map<String, Object>> messages = new ArrayList<>();
		request.objects("messages").forEach((message) -> messages.add(message(message)));
		List<Map<String, Object>> tools = new ArrayList<>();
		for (Json tool : request.objects("tools")) {
			Json function = (tool.get("function") != null) ? tool.at("function") : tool;
			tools.add(MessageShape.tool(function.get("name"), function.get("description"), function.get("parameters")));
		}
		MessageShape.putTools(messages, tools);
		return messages;
	}

	@Override
	public Map<String, Object> parameters(Json request) {
		Map<String, Object> parameters = request.only("temperature", "max_tokens", "max_completion_tokens", "top_p",
				"frequency_penalty", "presence_penalty", "n", "seed", "stop", "reasoning_effort", "verbosity",
				"service_tier", "parallel_tool_calls", "logprobs", "top_logprobs");
		Object choice = request.get("tool_choice");
		if (choice != null) {
			parameters.put("tool_choice",
					(choice instanceof Map<?, ?>) ? Json.of(choice).at("function").get("name") : choice);
		}
		String format = request.at("response_format").text("type");
		if (format != null) {
			parameters.put("response_format", format);
		}
		return parameters;
	}

	@Override
	public @Nullable Object output(Json response) {
		List<Object> answers = new ArrayList<>();
		for (Json choice : response.objects("choices")) {
			Map<String, Object> answer = message(choice.at("message"));
			if (choice.text("finish_reason") != null) {
				answer.put("finish_reason", choice.text("finish_reason"));
			}
			answers.add(answer);
		}
		return (answers.size() == 1) ? answers.get(0) : answers.isEmpty() ? null : answers;
	}

	@Override
	public @Nullable TokenCounts usage(Json response) {
		Json usage = response.at("usage");
		if (usage.isEmpty()) {
			return null;
		}
		Json asked = usage.at("prompt_tokens_details");
		Json answered = usage.at("completion_tokens_details");
		long cached = asked.count("cached_tokens");
		long heard = asked.count("audio_tokens");
		long reasoning = answered.count("reasoning_tokens");
		long spoken = answered.count("audio_tokens");
		return new TokenCounts(Math.max(0, usage.count("prompt_tokens") - cached - heard),
				Math.max(0, usage.count("completion_tokens") - reasoning - spoken), cached, 0, 0, reasoning, heard,
				spoken, usage.count("total_tokens"));
	}

	@Override
	public StreamFormat stream(int maxLength) {
		return new OpenAiChatStream(maxLength);
	}

	private static Map<String, Object> message(Json message) {
		Map<String, Object> shown = MessageShape.message(message.get("role"), content(message.get("content")));
		if (shown.get("content") == null) {
			shown.put("content", (message.text("refusal") != null) ? message.text("refusal") : "");
		}
		if (message.text("reasoning_content") != null) {
			MessageShape.putThinking(shown,
					List.of(MessageParts.thinking(String.valueOf(message.get("reasoning_content")))));
		}
		List<Object> calls = new ArrayList<>();
		for (Json call : message.objects("tool_calls")) {
			Json function = call.at("function");
			calls.add(MessageShape.toolCall(call.get("id"), function.get("name"), function.get("arguments")));
		}
		MessageShape.putToolCalls(shown, calls);
		shown.putAll(message.only("tool_call_id", "name"));
		return shown;
	}

	private static @Nullable Object content(@Nullable Object content) {
		if (!(content instanceof List<?> parts)) {
			return content;
		}
		List<Object> shown = new ArrayList<>();
		for (Object whole : parts) {
			Json part = Json.of(whole);
			Object shownPart = switch (part.type()) {
				case "text" -> MessageParts.text(String.valueOf(part.get("text")));
				case "image_url" -> MessageParts.at("image", String.valueOf(part.at("image_url").get("url")));
				case "input_audio" -> MessageParts.base64("audio/" + part.at("input_audio").get("format"),
						String.valueOf(part.at("input_audio").get("data")));
				case "file" -> MessageParts.medium("file");
				default -> new LinkedHashMap<>(part.values());
			};
			shown.add(shownPart);
		}
		return (shown.size() == 1 && Json.of(shown.get(0)).text("text") != null) ? Json.of(shown.get(0)).get("text")
				: shown;
	}

}
