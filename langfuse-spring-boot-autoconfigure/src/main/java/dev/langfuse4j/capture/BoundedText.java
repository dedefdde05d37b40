/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import dev.langfuse4j.lang.Internal;

/**
 * A text that arrives in pieces, of which only the beginning is kept. It is captured like
 * any other text: if it is too long, the missing characters are counted. Not thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class BoundedText {

	private final StringBuilder beginning = new StringBuilder();

	private final int limit;

	private long length;

	/**
	 * Creates an empty text.
	 * @param limit the characters that are kept in the end
	 */
	public BoundedText(int limit) {
		this.limit = limit;
	}

	/**
	 * Adds a piece.
	 * @param piece the piece
	 */
	public void append(String piece) {
		append(piece, 0, piece.length());
	}

	void append(String text, int start, int end) {
		this.length += end - start;
		int room = TextLimit.precutLength(this.limit) - this.beginning.length();
		this.beginning.append(text, start, start + Math.min(end - start, Math.max(0, room)));
	}

	/**
	 * Starts anew.
	 */
	public void clear() {
		this.beginning.setLength(0);
		this.length = 0;
	}

	/**
	 * Whether there is no text.
	 * @return whether it is empty
	 */
	public boolean isEmpty() {
		return this.length == 0;
	}

	/**
	 * The text so far, to be captured.
	 * @return the text, or a copy of this if only the beginning is kept
	 */
	public Object value() {
		if (this.length == this.beginning.length()) {
			return toString();
		}
		BoundedText copy = new BoundedText(this.limit);
		copy.beginning.append(this.beginning);
		copy.length = this.length;
		return copy;
	}

	/**
	 * The text, or its beginning.
	 */
	@Override
	public String toString() {
		return this.beginning.toString();
	}

	long length() {
		return this.length;
	}

	CapturedContent content(int limit) {
		return CapturedContent.beginning(this.beginning, this.length, limit);
	}

	/**
	 * Adds this text to tokens.
	 * @return how many characters more are held than will be kept
	 */
	int writeTo(JsonTokens tokens, int limit) {
		return tokens.beginning(this.beginning, this.length, limit);
	}

}
