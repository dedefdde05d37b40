/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;

/**
 * Answers as Ollama writes them: a stream is lines of JSON, and the default.
 */
final class OllamaFormat implements ModelServer.Format {

	private static final String END = ",\"done\":true,\"done_reason\":\"stop\",\"total_duration\":5,\"load_duration\":1,"
			+ "\"prompt_eval_count\":20,\"prompt_eval_duration\":1,\"eval_count\":30,\"eval_duration\":1}";

	@Override
	public boolean isStream(JsonNode request) {
		return request.path("stream").asBoolean(true);
	}

	@Override
	public String contentType() {
		return "application/x-ndjson";
	}

	@Override
	public String whole(ModelAnswer answer) {
		return message(answer.text()) + END;
	}

	@Override
	public Stream<String> stream(ModelAnswer answer) {
		List<String> lines = new ArrayList<>();
		answer.pieces().forEach((piece) -> lines.add(message(piece) + ",\"done\":false}\n"));
		lines.add(message("") + END + "\n");
		return lines.stream();
	}

	private static String message(String text) {
		return "{\"model\":\"llama-stub\",\"created_at\":\"2026-01-01T00:00:00Z\",\"message\":"
				+ ModelServer.Format.json(Map.of("role", "assistant", "content", text));
	}

}
