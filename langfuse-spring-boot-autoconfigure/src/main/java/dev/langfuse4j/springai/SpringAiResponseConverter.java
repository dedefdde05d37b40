/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import java.util.List;

import dev.langfuse4j.capture.ElementConverter;
import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;

/**
 * Shows what a model answered as its message, and the chunks of a stream as the one
 * message that they make. What was used is on the generation.
 *
 * @since 0.1.0
 */
@Internal
public final class SpringAiResponseConverter implements ElementConverter {

	/**
	 * Creates the converter.
	 */
	public SpringAiResponseConverter() {
	}

	@Override
	public boolean supports(Class<?> type) {
		return ChatResponse.class.isAssignableFrom(type) || Generation.class.isAssignableFrom(type);
	}

	@Override
	public @Nullable Object convert(Object value) {
		return ChatMessages.answer(response(value));
	}

	@Override
	public Parts begin(int limit) {
		return new Chunks(limit);
	}

	private static ChatResponse response(Object value) {
		return (value instanceof Generation generation) ? new ChatResponse(List.of(generation)) : (ChatResponse) value;
	}

	/**
	 * The chunks that have come so far.
	 */
	static final class Chunks implements Parts {

		private final StreamedAnswer answer;

		Chunks(int limit) {
			this.answer = new StreamedAnswer(limit);
		}

		@Override
		public void add(Object value) {
			this.answer.add(response(value));
		}

		@Override
		public @Nullable Object whole() {
			return this.answer.message();
		}

	}

}
