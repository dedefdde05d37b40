/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.vendor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts the chunks of a chat completion together, the first choice of them.
 */
final class OpenAiChatStream implements StreamFormat {

	private final int maxLength;

	private final BoundedAnswer content;

	private final BoundedAnswer refusal;

	private final BoundedAnswer reasoning;

	private final Map<Long, Call> calls = new TreeMap<>();

	private final Map<String, Object> known = new LinkedHashMap<>();

	private final Map<String, Object> choice = new LinkedHashMap<>();

	OpenAiChatStream(int maxLength) {
		this.maxLength = maxLength;
		this.content = new BoundedAnswer(maxLength);
		this.refusal = new BoundedAnswer(maxLength);
		this.reasoning = new BoundedAnswer(maxLength);
	}

	@Override
	public boolean add(Json part) {
		this.known.putAll(part.only("id", "model", "usage", "service_tier"));
		boolean token = false;
		for (Json next : part.objects("choices")) {
			if (next.count("index") == 0) {
				this.choice.putAll(next.only("finish_reason"));
				token |= addDelta(next.at("delta"));
			}
		}
		return token;
	}

	private boolean addDelta(Json delta) {
		boolean token = this.content.add(delta.text("content"));
		token |= this.refusal.add(delta.text("refusal"));
		token |= this.reasoning.add(delta.text("reasoning_content"));
		for (Json call : delta.objects("tool_calls")) {
			this.calls.computeIfAbsent(call.count("index"), (index) -> new Call(this.maxLength)).add(call);
			token = true;
		}
		return token;
	}

	@Override
	public Json whole() {
		Map<String, Object> message = new LinkedHashMap<>();
		message.put("role", "assistant");
		message.put("content", (this.content.isEmpty() && !this.refusal.isEmpty()) ? this.refusal.toString()
				: this.content.toString());
		if (!this.reasoning.isEmpty()) {
			message.put("reasoning_content", this.reasoning.toString());
		}
		List<Object> asked = new ArrayList<>();
		this.calls.values().forEach((call) -> asked.add(call.shown()));
		message.put("tool_calls", asked);
		Map<String, Object> first = new LinkedHashMap<>(this.choice);
		first.put("message", message);
		Map<String, Object> response = new LinkedHashMap<>(this.known);
		response.put("choices", List.of(first));
		return new Json(response);
	}

	private static final class Call {

		private final Map<String, Object> known = new LinkedHashMap<>();

		private final Map<String, Object> function = new LinkedHashMap<>();

		private final BoundedAnswer arguments;

		Call(int maxLength) {
			this.arguments = new BoundedAnswer(maxLength);
		}

		void add(Json part) {
			this.known.putAll(part.only("id"));
			this.function.putAll(part.at("function").only("name"));
			this.arguments.add(part.at("function").text("arguments"));
		}

		Map<String, Object> shown() {
			this.function.put("arguments", this.arguments.toString());
			this.known.put("function", this.function);
			return this.known;
		}

	}

}
