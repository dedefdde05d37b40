/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * A converter of values that are parts of one value when they come one after the other,
 * such as the chunks of a streamed answer.
 *
 * @since 0.1.0
 */
@Internal
public interface ElementConverter extends ValueConverter {

	/**
	 * Begins to put values together.
	 * @param limit the characters of a text that are kept
	 * @return what takes the values; called by one thread at a time
	 */
	Parts begin(int limit);

	/**
	 * Values that have come so far.
	 */
	interface Parts {

		/**
		 * Takes the next value.
		 * @param value a value that the converter supports
		 */
		void add(Object value);

		/**
		 * Returns the value to record for the elements together. It is captured like any
		 * other value.
		 * @return the value, or {@code null} for nothing
		 */
		@Nullable Object whole();

	}

}
