/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.io.Writer;

/**
 * Keeps the beginning of the written text: a deep chain of causes would otherwise print
 * without bound.
 */
final class LimitedWriter extends Writer {

	private final StringBuilder text = new StringBuilder();

	private final int limit;

	private long length;

	LimitedWriter(int limit) {
		this.limit = limit;
	}

	@Override
	public void write(char[] chars, int offset, int count) {
		int room = TextLimit.precutLength(this.limit) - this.text.length();
		this.text.append(chars, offset, Math.min(count, Math.max(0, room)));
		this.length += count;
	}

	@Override
	public void flush() {
	}

	@Override
	public void close() {
	}

	/**
	 * Returns the number of characters that were written.
	 */
	long length() {
		return this.length;
	}

	CapturedContent content() {
		return CapturedContent.beginning(this.text, this.length, this.limit);
	}

}
