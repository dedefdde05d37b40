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
 * Answers as the Responses API of OpenAI writes them.
 */
final class OpenAiResponsesFormat implements ModelServer.Format {

	@Override
	public String whole(ModelAnswer answer) {
		List<String> output = new ArrayList<>();
		if (answer.reasoning() != null) {
			output.add("{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[{\"type\":\"summary_text\",\"text\":"
					+ ModelServer.Format.json(answer.reasoning()) + "}]}");
		}
		if (!answer.pieces().isEmpty()) {
			output.add(
					"{\"type\":\"message\",\"id\":\"msg_1\",\"role\":\"assistant\",\"status\":\"completed\",\"content\":"
							+ "[{\"type\":\"output_text\",\"annotations\":[],\"text\":"
							+ ModelServer.Format.json(answer.text()) + "}]}");
		}
		answer.calls()
			.forEach((call) -> output.add(ModelServer.Format.json(Map.of("type", "function_call", "id", "fc_1",
					"call_id", call.id(), "name", call.name(), "arguments", call.arguments()))));
		return response("completed", String.join(",", output), """
				,"usage":{"input_tokens":120,"output_tokens":30,"total_tokens":150,\
				"input_tokens_details":{"cached_tokens":64},"output_tokens_details":{"reasoning_tokens":11}}""");
	}

	@Override
	public Stream<String> stream(ModelAnswer answer) {
		List<String> events = new ArrayList<>();
		events.add(event("response.created", "\"response\":" + response("in_progress", "", "")));
		answer.pieces()
			.forEach((piece) -> events.add(event("response.output_text.delta",
					"\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"logprobs\":[],\"delta\":"
							+ ModelServer.Format.json(piece))));
		events.add(event("response.completed", "\"response\":" + whole(answer)));
		return events.stream();
	}

	private static String response(String status, String output, String usage) {
		return "{\"id\":\"resp_1\",\"object\":\"response\",\"created_at\":1,\"status\":\"" + status
				+ "\",\"model\":\"gpt-stub-1\",\"parallel_tool_calls\":true,\"tools\":[],\"output\":[" + output + "]"
				+ usage + "}";
	}

	private static String event(String type, String members) {
		return "event: " + type + "\ndata: {\"type\":\"" + type + "\",\"sequence_number\":1," + members + "}\n\n";
	}

}
