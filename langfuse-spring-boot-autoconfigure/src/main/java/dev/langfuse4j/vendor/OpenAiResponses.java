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
 * Responses of OpenAI.
 */
final class OpenAiResponses implements ApiFormat {

	@Override
	public Object input(Json request) {
		List<Map<String, Object>> messages = new ArrayList<>();
		if (request.text("instructions") != null) {
			messages.add(MessageShape.message("system", request.get("instructions")));
		}
		if (request.get("input") instanceof String text) {
			messages.add(MessageShape.message("user", text));
		}
		request.objects("input").forEach((item) -> messages.add(item(item)));
		List<Map<String, Object>> tools = new ArrayList<>();
		for (Json tool : request.objects("tools")) {
			tools.add((tool.get("name") != null)
					? MessageShape.tool(tool.get("name"), tool.get("description"), tool.get("parameters"))
					: MessageShape.tool(tool.type(), null, null));
		}
		MessageShape.putTools(messages, tools);
		return messages;
	}

	@Override
	public Map<String, Object> parameters(Json request) {
		Map<String, Object> parameters = request.only("temperature", "max_output_tokens", "top_p", "service_tier",
				"parallel_tool_calls", "max_tool_calls", "truncation", "store", "background");
		parameters.putAll(request.at("text").only("verbosity"));
		String effort = request.at("reasoning").text("effort");
		if (effort != null) {
			parameters.put("reasoning_effort", effort);
		}
		if (request.text("tool_choice") != null) {
			parameters.put("tool_choice", request.text("tool_choice"));
		}
		return parameters;
	}

	@Override
	public @Nullable Object output(Json response) {
		List<Object> contents = new ArrayList<>();
		List<Object> thoughts = new ArrayList<>();
		List<Object> calls = new ArrayList<>();
		for (Json item : response.objects("output")) {
			switch (item.type()) {
				case "message" -> contents.addAll(contents(item));
				case "reasoning" -> item.objects("summary")
					.forEach((part) -> thoughts.add(MessageParts.thinking(String.valueOf(part.get("text")))));
				case "function_call" ->
					calls.add(MessageShape.toolCall(item.get("call_id"), item.get("name"), item.get("arguments")));
				case "image_generation_call" -> contents.add(MessageParts.medium("image"));
				default -> contents.add(item.only("type", "id", "status", "name"));
			}
		}
		if (contents.isEmpty() && thoughts.isEmpty() && calls.isEmpty()) {
			return null;
		}
		Map<String, Object> answer = MessageShape.message("assistant", single(contents));
		MessageShape.putThinking(answer, thoughts);
		MessageShape.putToolCalls(answer, calls);
		String reason = response.at("incomplete_details").text("reason");
		if (reason != null || response.text("status") != null) {
			answer.put("finish_reason", (reason != null) ? reason : response.text("status"));
		}
		return answer;
	}

	@Override
	public @Nullable TokenCounts usage(Json response) {
		Json usage = response.at("usage");
		if (usage.isEmpty()) {
			return null;
		}
		long cached = usage.at("input_tokens_details").count("cached_tokens");
		long reasoning = usage.at("output_tokens_details").count("reasoning_tokens");
		return new TokenCounts(Math.max(0, usage.count("input_tokens") - cached),
				Math.max(0, usage.count("output_tokens") - reasoning), cached, 0, 0, reasoning, 0, 0,
				usage.count("total_tokens"));
	}

	@Override
	public StreamFormat stream(int maxLength) {
		return new OpenAiResponsesStream(maxLength);
	}

	private static Map<String, Object> item(Json item) {
		return switch (item.type()) {
			case "function_call" -> {
				Map<String, Object> message = MessageShape.message("assistant", "");
				MessageShape.putToolCalls(message,
						List.of(MessageShape.toolCall(item.get("call_id"), item.get("name"), item.get("arguments"))));
				yield message;
			}
			case "function_call_output" -> MessageShape.toolResult(item.get("call_id"), item.get("output"));
			case "", "message" -> MessageShape.message(item.get("role"),
					(item.get("content") instanceof String text) ? text : single(contents(item)));
			default -> MessageShape.message(item.type(), item.only("id", "status", "summary"));
		};
	}

	private static List<Object> contents(Json item) {
		List<Object> contents = new ArrayList<>();
		for (Json part : item.objects("content")) {
			Object shown = switch (part.type()) {
				case "input_text", "output_text", "text" -> MessageParts.text(String.valueOf(part.get("text")));
				case "refusal" -> MessageParts.text(String.valueOf(part.get("refusal")));
				case "input_image" ->
					(part.text("image_url") != null) ? MessageParts.at("image", String.valueOf(part.get("image_url")))
							: MessageParts.medium("image");
				case "input_file" -> MessageParts.medium("file");
				default -> new LinkedHashMap<>(part.values());
			};
			contents.add(shown);
		}
		return contents;
	}

	private static Object single(List<Object> contents) {
		if (contents.isEmpty()) {
			return "";
		}
		Object text = (contents.size() == 1) ? Json.of(contents.get(0)).text("text") : null;
		return (text != null) ? text : contents;
	}

}
