/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import dev.langfuse4j.capture.ValueConverter;
import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Converts messages, requests and responses to the structure that Langfuse renders as a
 * chat, documents and retrieved contents to text and metadata, and vectors to their
 * dimensions.
 *
 * @since 0.1.0
 */
@Internal
public final class LangChain4jMessageConverter implements ValueConverter {

	/**
	 * Creates the converter.
	 */
	public LangChain4jMessageConverter() {
	}

	@Override
	public boolean supports(Class<?> type) {
		return LangChain4jValues.isOne(type);
	}

	@Override
	public @Nullable Object convert(Object value) {
		return LangChain4jValues.shown(value);
	}

}
