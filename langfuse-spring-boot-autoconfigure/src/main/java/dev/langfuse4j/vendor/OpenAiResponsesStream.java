/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.vendor;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Reads the events of a response, the last of which has all of it.
 */
final class OpenAiResponsesStream implements StreamFormat {

	private final BoundedAnswer text;

	private Json begun = Json.EMPTY;

	private @Nullable Json ended;

	OpenAiResponsesStream(int maxLength) {
		this.text = new BoundedAnswer(maxLength);
	}

	@Override
	public boolean add(Json part) {
		String type = part.type();
		if (type.equals("response.created")) {
			this.begun = part.at("response");
		}
		else if (type.equals("response.completed") || type.equals("response.incomplete")
				|| type.equals("response.failed")) {
			this.ended = part.at("response");
		}
		else if (type.equals("response.output_text.delta") || type.equals("response.refusal.delta")) {
			this.text.add(part.text("delta"));
		}
		return type.endsWith(".delta");
	}

	@Override
	public Json whole() {
		Json last = this.ended;
		if (last != null) {
			return last;
		}
		Map<String, Object> response = this.begun.only("id", "model");
		response.put("output", this.text.isEmpty() ? List.of() : List.of(Map.of("type", "message", "content",
				List.of(Map.of("type", "output_text", "text", this.text.toString())))));
		return new Json(response);
	}

}
