/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import java.util.List;
import java.util.Map;

import dev.langfuse4j.capture.ValueConverter;
import dev.langfuse4j.lang.Internal;

import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.prompt.Prompt;

/**
 * Shows messages and prompts as {@code {role, content, …}}, the shape that Langfuse
 * renders as a chat.
 *
 * @since 0.1.0
 */
@Internal
public final class SpringAiMessageConverter implements ValueConverter {

	/**
	 * Creates the converter.
	 */
	public SpringAiMessageConverter() {
	}

	@Override
	public boolean supports(Class<?> type) {
		return Message.class.isAssignableFrom(type) || Prompt.class.isAssignableFrom(type);
	}

	@Override
	public Object convert(Object value) {
		if (value instanceof Prompt prompt) {
			return ChatMessages.of(prompt.getInstructions());
		}
		List<Map<String, Object>> messages = ChatMessages.of((Message) value);
		return (messages.size() == 1) ? messages.get(0) : messages;
	}

}
