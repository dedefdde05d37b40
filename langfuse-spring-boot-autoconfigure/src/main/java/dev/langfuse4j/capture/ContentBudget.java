/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import dev.langfuse4j.lang.Internal;

/**
 * The number of characters that the content of one observation may take in total, for all
 * code that captures it. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public interface ContentBudget {

	/**
	 * Nothing is recorded.
	 */
	ContentBudget NONE = new ContentBudget() {

		@Override
		public int left() {
			return 0;
		}

		@Override
		public void take(int characters) {
		}

	};

	/**
	 * Returns the remaining number of characters.
	 * @return the characters, never negative
	 */
	int left();

	/**
	 * Takes from the remaining characters.
	 * @param characters the number, negative to give back
	 */
	void take(int characters);

}
