/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import dev.langfuse4j.lang.Internal;

/**
 * Remembers the number of tokens of the last value that was captured in one place, such
 * as the arguments of one method, so that the next value gets enough room at once.
 * Several threads may use it without synchronization, because it is an estimate.
 *
 * @since 0.1.0
 */
@Internal
public final class ExpectedSize {

	private static final int MAX = 1_024;

	private int tokens = JsonTokens.INITIAL_SIZE;

	/**
	 * Creates an estimate for a small value.
	 */
	public ExpectedSize() {
	}

	int tokens() {
		return this.tokens;
	}

	void found(int size) {
		int found = Math.min(MAX, Math.max(JsonTokens.INITIAL_SIZE, size));
		if (found != this.tokens) {
			this.tokens = found;
		}
	}

}
