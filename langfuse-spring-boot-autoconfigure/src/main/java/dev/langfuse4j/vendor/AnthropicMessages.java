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
 * Messages of Anthropic, which counts cached tokens beside the others.
 */
final class AnthropicMessages implements ApiFormat {

	@Override
	public Object input(Json request) {
		List<Map<String, Object>> messages = new ArrayList<>();
		Object system = request.get("system");
		if (system != null) {
			messages.add(MessageShape.message("system",
					(system instanceof String) ? system : blocks(request.objects("system")).content()));
		}
		request.objects("messages").forEach((message) -> addMessages(message, messages));
		List<Map<String, Object>> tools = new ArrayList<>();
		for (Json tool : request.objects("tools")) {
			tools.add(MessageShape.tool(tool.get("name"), tool.get("description"), tool.get("input_schema")));
		}
		MessageShape.putTools(messages, tools);
		return messages;
	}

	@Override
	public Map<String, Object> parameters(Json request) {
		Map<String, Object> parameters = request.only("max_tokens", "temperature", "top_p", "top_k", "stop_sequences",
				"service_tier");
		parameters.putAll(request.at("output_config").only("effort"));
		if (request.get("thinking") != null) {
			parameters.put("thinking", request.at("thinking").only("type", "budget_tokens"));
		}
		if (request.at("tool_choice").text("type") != null) {
			parameters.put("tool_choice", request.at("tool_choice").text("type"));
		}
		return parameters;
	}

	@Override
	public @Nullable Object output(Json response) {
		if (response.list("content").isEmpty() && response.text("stop_reason") == null) {
			return null;
		}
		Map<String, Object> answer = blocks(response.objects("content")).message("assistant");
		if (response.text("stop_reason") != null) {
			answer.put("finish_reason", response.text("stop_reason"));
		}
		return answer;
	}

	@Override
	public @Nullable TokenCounts usage(Json response) {
		Json usage = response.at("usage");
		if (usage.isEmpty()) {
			return null;
		}
		long written = usage.count("cache_creation_input_tokens");
		long forAnHour = Math.min(written, usage.at("cache_creation").count("ephemeral_1h_input_tokens"));
		return new TokenCounts(usage.count("input_tokens"), usage.count("output_tokens"),
				usage.count("cache_read_input_tokens"), written - forAnHour, forAnHour, 0, 0, 0, 0);
	}

	@Override
	public StreamFormat stream(int maxLength) {
		return new AnthropicStream(maxLength);
	}

	/**
	 * Results of tools are blocks of a user's message there, and messages of their own
	 * here.
	 */
	private static void addMessages(Json message, List<Map<String, Object>> messages) {
		if (message.get("content") instanceof String text) {
			messages.add(MessageShape.message(message.get("role"), text));
			return;
		}
		List<Json> others = new ArrayList<>();
		for (Json block : message.objects("content")) {
			if (block.type().equals("tool_result")) {
				messages
					.add(MessageShape.toolResult(block.get("tool_use_id"), (block.get("content") instanceof String text)
							? text : blocks(block.objects("content")).content()));
			}
			else {
				others.add(block);
			}
		}
		if (!others.isEmpty()) {
			messages.add(blocks(others).message(message.get("role")));
		}
	}

	private static Blocks blocks(List<Json> blocks) {
		Blocks sorted = new Blocks(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
		for (Json block : blocks) {
			switch (block.type()) {
				case "text" -> sorted.contents().add(MessageParts.text(String.valueOf(block.get("text"))));
				case "thinking" -> sorted.thoughts().add(MessageParts.thinking(String.valueOf(block.get("thinking"))));
				case "redacted_thinking" ->
					sorted.hidden().add(MessageParts.redactedThinking(String.valueOf(block.get("data")).length()));
				case "tool_use", "server_tool_use" ->
					sorted.calls().add(MessageShape.toolCall(block.get("id"), block.get("name"), block.get("input")));
				case "image", "document" -> sorted.contents().add(medium(block));
				default -> sorted.contents().add(new LinkedHashMap<>(block.values()));
			}
		}
		return sorted;
	}

	private static Object medium(Json block) {
		Json source = block.at("source");
		String type = (source.text("media_type") != null) ? source.text("media_type") : block.type();
		if (source.text("url") != null) {
			return MessageParts.at(block.type(), String.valueOf(source.get("url")));
		}
		return source.type().equals("base64") ? MessageParts.base64(type, String.valueOf(source.get("data")))
				: MessageParts.medium(type);
	}

	private record Blocks(List<Object> contents, List<Object> thoughts, List<Object> hidden, List<Object> calls) {

		Object content() {
			if (this.contents.isEmpty()) {
				return "";
			}
			Object text = (this.contents.size() == 1) ? Json.of(this.contents.get(0)).text("text") : null;
			return (text != null) ? text : this.contents;
		}

		Map<String, Object> message(@Nullable Object role) {
			Map<String, Object> message = MessageShape.message(role, content());
			MessageShape.putThinking(message, this.thoughts);
			if (!this.hidden.isEmpty()) {
				message.put("redacted_thinking", this.hidden);
			}
			MessageShape.putToolCalls(message, this.calls);
			return message;
		}

	}

}
