/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mask;

import org.jspecify.annotations.Nullable;

/**
 * A text in which values are replaced one after the other. Copies nothing before the
 * first one.
 */
final class RedactedText {

	private final String text;

	private @Nullable StringBuilder masked;

	private int copied;

	RedactedText(String text) {
		this.text = text;
	}

	/**
	 * Replaces a value that begins behind all others.
	 */
	void redact(int start, int end) {
		if (start < this.copied || end <= start) {
			return;
		}
		if (this.masked == null) {
			this.masked = new StringBuilder(this.text.length());
		}
		this.masked.append(this.text, this.copied, start).append(Redaction.MARKER);
		this.copied = end;
	}

	/**
	 * The position behind the last value that was replaced.
	 */
	int position() {
		return this.copied;
	}

	@Override
	public String toString() {
		return (this.masked != null) ? this.masked.append(this.text, this.copied, this.text.length()).toString()
				: this.text;
	}

}
