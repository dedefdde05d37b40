/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.http;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The part of an accepted request that the server rejected. It must not be sent again.
 *
 * @param rejected how many observations were not taken
 * @param message why, or a warning if all were taken
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#partial-success-1">OTLP:
 * partial success</a>
 */
record PartialSuccess(long rejected, String message) {

	static final PartialSuccess NONE = new PartialSuccess(0, "");

	/**
	 * Reads an answer. If it cannot be read, everything was accepted, as the status says.
	 */
	static PartialSuccess read(byte[] body, @Nullable String contentType) {
		try {
			return AnswerText.isProtobuf(contentType) ? protobuf(body)
					: json(new String(body, StandardCharsets.UTF_8).strip());
		}
		catch (RuntimeException ex) {
			return NONE;
		}
	}

	private static PartialSuccess json(String body) throws JacksonException {
		if (!body.startsWith("{")) {
			return NONE;
		}
		JsonNode partial = JsonMapper.shared().readTree(body).path("partialSuccess");
		// 64-bit integers are strings in JSON
		return of(partial.path("rejectedSpans").asLong(0), partial.path("errorMessage").asString(""));
	}

	private static PartialSuccess protobuf(byte[] body) {
		ProtobufMessage partial = new ProtobufMessage(body).message(1);
		return of(partial.integer(1), partial.text(2));
	}

	private static PartialSuccess of(long rejected, String message) {
		return new PartialSuccess(Math.max(0, rejected), message);
	}

}
