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
 * Answers as Anthropic writes them: cached tokens are counted beside the others.
 */
final class AnthropicFormat implements ModelServer.Format {

	@Override
	public String whole(ModelAnswer answer) {
		List<String> content = new ArrayList<>();
		if (answer.reasoning() != null) {
			content.add(ModelServer.Format
				.json(Map.of("type", "thinking", "thinking", answer.reasoning(), "signature", "s1")));
		}
		if (!answer.pieces().isEmpty()) {
			content.add(ModelServer.Format.json(Map.of("type", "text", "text", answer.text())));
		}
		answer.calls()
			.forEach((call) -> content.add("{\"type\":\"tool_use\",\"id\":\"%s\",\"name\":\"%s\",\"input\":%s}"
				.formatted(call.id(), call.name(), call.arguments())));
		return """
				{"id":"msg_1","type":"message","role":"assistant","model":"claude-stub-1","content":[%s],\
				"stop_reason":"%s","stop_sequence":null,"usage":{"input_tokens":20,"output_tokens":30,\
				"cache_read_input_tokens":64,"cache_creation_input_tokens":8,"cache_creation":\
				{"ephemeral_5m_input_tokens":5,"ephemeral_1h_input_tokens":3}}}""".formatted(String.join(",", content),
				answer.calls().isEmpty() ? "end_turn" : "tool_use");
	}

	@Override
	public Stream<String> stream(ModelAnswer answer) {
		List<String> events = new ArrayList<>();
		events.add(event("message_start",
				"\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-stub-1\","
						+ "\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,"
						+ "\"usage\":{\"input_tokens\":20,\"output_tokens\":1}}"));
		if (answer.reasoning() != null) {
			events.add(event("content_block_start",
					"\"index\":0,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}"));
			events.add(delta(Map.of("type", "thinking_delta", "thinking", answer.reasoning())));
			events.add(delta(Map.of("type", "signature_delta", "signature", "s1")));
			events.add(event("content_block_stop", "\"index\":0"));
		}
		events.add(event("content_block_start", "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}"));
		answer.pieces().forEach((piece) -> events.add(delta(Map.of("type", "text_delta", "text", piece))));
		events.add(event("content_block_stop", "\"index\":0"));
		events.add(event("message_delta",
				"\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":30,"
						+ "\"cache_read_input_tokens\":64,\"cache_creation_input_tokens\":8}"));
		events.add("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
		return events.stream();
	}

	@Override
	public String requestIdHeader() {
		return "request-id";
	}

	private static String delta(Map<String, String> delta) {
		return event("content_block_delta", "\"index\":0,\"delta\":" + ModelServer.Format.json(delta));
	}

	private static String event(String type, String members) {
		return "event: %s\ndata: {\"type\":\"%s\",%s}\n\n".formatted(type, type, members);
	}

}
