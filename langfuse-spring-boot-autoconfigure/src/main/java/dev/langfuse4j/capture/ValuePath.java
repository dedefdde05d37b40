/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The values that are being walked, from the outermost to the innermost. Not thread-safe.
 */
final class ValuePath {

	private static final int STEPS = 4;

	private @Nullable Object[] values = new Object[STEPS];

	private int depth;

	int depth() {
		return this.depth;
	}

	/**
	 * Whether a value is being walked. By identity: {@code equals} of a value is code of
	 * its own.
	 */
	boolean contains(Object value) {
		for (int i = this.depth - 1; i >= 0; i--) {
			if (this.values[i] == value) {
				return true;
			}
		}
		return false;
	}

	void enter(Object value) {
		if (this.depth == this.values.length) {
			this.values = Arrays.copyOf(this.values, this.depth + STEPS);
		}
		this.values[this.depth++] = value;
	}

	void leave() {
		this.values[--this.depth] = null;
	}

}
