/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Answers as OpenAI writes them: cached and reasoning tokens are part of the others.
 */
final class OpenAiFormat implements ModelServer.Format {

	private static final String USAGE = """
			{"prompt_tokens":120,"completion_tokens":30,"total_tokens":150,\
			"prompt_tokens_details":{"cached_tokens":64},"completion_tokens_details":{"reasoning_tokens":11}}""";

	@Override
	public String whole(ModelAnswer answer) {
		String text = answer.pieces().isEmpty() ? "null" : ModelServer.Format.json(answer.text());
		String message = "{\"role\":\"assistant\",\"content\":%s%s,\"tool_calls\":[%s]}".formatted(
				answer.refusing() ? "null,\"refusal\":" + text : text, reasoning(answer),
				String.join(",", calls(answer)));
		return """
				{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-stub-1",\
				"choices":[{"index":0,"message":%s,"logprobs":null,"finish_reason":"%s"}],"usage":%s}""".formatted(
				answer.calls().isEmpty() ? message.replace(",\"tool_calls\":[]", "") : message, finishReason(answer),
				USAGE);
	}

	@Override
	public Stream<String> stream(ModelAnswer answer) {
		List<String> events = new ArrayList<>();
		events.add(chunk("{\"role\":\"assistant\",\"content\":\"\"" + reasoning(answer) + "}", null));
		String key = answer.refusing() ? "refusal" : "content";
		answer.pieces().forEach((piece) -> events.add(chunk(ModelServer.Format.json(Map.of(key, piece)), null)));
		if (answer.failing()) {
			events.add("data: {\"error\":{\"message\":\"overloaded\",\"type\":\"server_error\"}}\n\n");
			return events.stream();
		}
		if (!answer.calls().isEmpty()) {
			events.add(chunk("{\"tool_calls\":[" + String.join(",", calls(answer)) + "]}", null));
		}
		events.add(chunk("{}", finishReason(answer)));
		events.add("data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,"
				+ "\"model\":\"gpt-stub-1\",\"choices\":[],\"usage\":" + USAGE + "}\n\n");
		events.add("data: [DONE]\n\n");
		return events.stream();
	}

	private static String chunk(String delta, String finishReason) {
		return "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-stub-1\","
				+ "\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":"
				+ ((finishReason != null) ? "\"" + finishReason + "\"" : "null") + "}]}\n\n";
	}

	private static List<String> calls(ModelAnswer answer) {
		List<String> calls = new ArrayList<>();
		answer.calls()
			.forEach((call) -> calls.add(ModelServer.Format.json(Map.of("index", calls.size(), "id", call.id(), "type",
					"function", "function", Map.of("name", call.name(), "arguments", call.arguments())))));
		return calls;
	}

	private static String reasoning(ModelAnswer answer) {
		return (answer.reasoning() != null) ? ",\"reasoning_content\":" + ModelServer.Format.json(answer.reasoning())
				: "";
	}

	private static String finishReason(ModelAnswer answer) {
		return answer.calls().isEmpty() ? "stop" : "tool_calls";
	}

}
