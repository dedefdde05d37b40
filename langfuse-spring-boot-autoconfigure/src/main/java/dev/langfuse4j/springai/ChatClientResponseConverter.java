/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import dev.langfuse4j.capture.ElementConverter;
import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.client.ChatClientResponse;
import org.springframework.ai.chat.model.ChatResponse;

/**
 * Shows the response of a chat client as that of its model; what advisors have left in
 * its context is not content.
 *
 * @since 0.1.0
 */
@Internal
public final class ChatClientResponseConverter implements ElementConverter {

	/**
	 * Creates the converter.
	 */
	public ChatClientResponseConverter() {
	}

	@Override
	public boolean supports(Class<?> type) {
		return type == ChatClientResponse.class;
	}

	@Override
	public @Nullable Object convert(Object value) {
		ChatResponse response = ((ChatClientResponse) value).chatResponse();
		return (response != null) ? ChatMessages.answer(response) : null;
	}

	@Override
	public Parts begin(int limit) {
		SpringAiResponseConverter.Chunks chunks = new SpringAiResponseConverter.Chunks(limit);
		return new Parts() {

			@Override
			public void add(Object value) {
				ChatResponse response = ((ChatClientResponse) value).chatResponse();
				if (response != null) {
					chunks.add(response);
				}
			}

			@Override
			public @Nullable Object whole() {
				return chunks.whole();
			}

		};
	}

}
