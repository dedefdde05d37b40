/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langfuse4j.capture.MessageParts;
import dev.langfuse4j.capture.MessageShape;
import org.jspecify.annotations.Nullable;

/**
 * Tracks the content of a streamed answer and the time of its first token. Thread-safe.
 */
final class StreamedAnswer {

	private final int maxLength;

	private final StringBuilder text = new StringBuilder();

	private final StringBuilder thinking = new StringBuilder();

	private @Nullable Instant begun;

	/**
	 * Creates an answer.
	 * @param maxLength how many characters of it are kept at least
	 */
	StreamedAnswer(int maxLength) {
		this.maxLength = maxLength;
	}

	/**
	 * Adds an event of a handler or subscriber.
	 */
	void part(@Nullable Object part) {
		if (part instanceof String piece) {
			text(piece);
		}
		else if (part instanceof PartialResponse response) {
			text(response.text());
		}
		else if (part instanceof PartialThinking thought) {
			thinking(thought.text());
		}
		else if (part instanceof PartialToolCall) {
			begun();
		}
	}

	synchronized void text(String piece) {
		begun();
		append(this.text, piece);
	}

	synchronized void thinking(String piece) {
		begun();
		append(this.thinking, piece);
	}

	synchronized void begun() {
		if (this.begun == null) {
			this.begun = Instant.now();
		}
	}

	private void append(StringBuilder whole, @Nullable String piece) {
		if (piece != null && whole.length() <= this.maxLength) {
			whole.append(piece);
		}
	}

	synchronized @Nullable Instant firstToken() {
		return this.begun;
	}

	synchronized @Nullable String text() {
		return this.text.isEmpty() ? null : this.text.toString();
	}

	/**
	 * The answer as far as it got, or {@code null} if it did not begin.
	 */
	synchronized @Nullable Object message() {
		if (this.begun == null) {
			return null;
		}
		Map<String, Object> shown = MessageShape.message("assistant", this.text.toString());
		if (!this.thinking.isEmpty()) {
			MessageShape.putThinking(shown, List.of(MessageParts.thinking(this.thinking.toString())));
		}
		return shown;
	}

}
