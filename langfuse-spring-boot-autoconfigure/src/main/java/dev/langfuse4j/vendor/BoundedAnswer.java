/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.vendor;

import org.jspecify.annotations.Nullable;

/**
 * A text that comes in parts, of which no more is kept than is shown.
 */
final class BoundedAnswer {

	private final int maxLength;

	private final StringBuilder text = new StringBuilder();

	BoundedAnswer(int maxLength) {
		this.maxLength = maxLength;
	}

	/**
	 * Appends a part.
	 * @return whether it is one
	 */
	boolean add(@Nullable String part) {
		if (part == null) {
			return false;
		}
		if (this.text.length() <= this.maxLength) {
			this.text.append(part);
		}
		return true;
	}

	boolean isEmpty() {
		return this.text.isEmpty();
	}

	@Override
	public String toString() {
		return this.text.toString();
	}

}
