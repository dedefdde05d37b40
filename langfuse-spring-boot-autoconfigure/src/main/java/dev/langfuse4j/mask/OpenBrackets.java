/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mask;

/**
 * Determines whether a position of a text is among the fields of an object, as written by
 * the {@code toString} of records, maps and beans. Reads each character once, provided
 * that positions are examined from the beginning to the end.
 */
final class OpenBrackets {

	private static final int MAX_DEPTH = 64;

	private final String text;

	private final boolean[] fields = new boolean[MAX_DEPTH];

	private int depth;

	private int position;

	OpenBrackets(String text) {
		this.text = text;
	}

	boolean areFieldsAt(int end) {
		for (; this.position < end; this.position++) {
			char c = this.text.charAt(this.position);
			if (c == '{' || c == '[' || c == '(') {
				open(c);
			}
			else if (this.depth > 0 && (c == '}' || c == ']' || c == ')')) {
				this.depth--;
			}
		}
		return this.depth > 0 && this.depth <= MAX_DEPTH && this.fields[this.depth - 1];
	}

	/**
	 * The fields of a map are in braces, those of an object behind the name of its class.
	 */
	private void open(char bracket) {
		if (this.depth < MAX_DEPTH) {
			this.fields[this.depth] = bracket == '{'
					|| (this.position > 0 && Character.isJavaIdentifierPart(this.text.charAt(this.position - 1)));
		}
		this.depth++;
	}

}
