/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.batch;

import dev.langfuse4j.capture.ValueConverter;
import dev.langfuse4j.lang.Internal;

import org.springframework.batch.infrastructure.item.Chunk;

/**
 * Shows the items of a chunk.
 *
 * @since 0.1.0
 */
@Internal
public final class ChunkConverter implements ValueConverter {

	/**
	 * Creates the converter.
	 */
	public ChunkConverter() {
	}

	@Override
	public boolean supports(Class<?> type) {
		return Chunk.class.isAssignableFrom(type);
	}

	@Override
	public Object convert(Object value) {
		return ((Chunk<?>) value).getItems();
	}

}
