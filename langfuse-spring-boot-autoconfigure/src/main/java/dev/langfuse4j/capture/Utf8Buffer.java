/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import dev.langfuse4j.lang.Internal;

/**
 * Collects text as UTF-8, without a string or array on the way. The bytes are well-formed
 * whatever the text: half a character becomes U+FFFD. Not thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class Utf8Buffer {

	private static final int REPLACEMENT = 0xFFFD;

	/**
	 * The bytes of the longest character, and of the longest escape sequence.
	 */
	private static final int MAX_BYTES = 6;

	private static final byte[] DIGITS = { '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E',
			'F' };

	/**
	 * The letter of an escape sequence, by character; {@code u} for those without one.
	 */
	private static final byte[] ESCAPES = new byte[128];

	static {
		Arrays.fill(ESCAPES, 0, ' ', (byte) 'u');
		ESCAPES['\b'] = 'b';
		ESCAPES['\t'] = 't';
		ESCAPES['\n'] = 'n';
		ESCAPES['\f'] = 'f';
		ESCAPES['\r'] = 'r';
		ESCAPES['"'] = '"';
		ESCAPES['\\'] = '\\';
	}

	private static final int LATIN_1 = 0xFF;

	private static final int ESCAPED = 1;

	private static final int BEYOND_ASCII = 0xFF00;

	/**
	 * The kinds of the characters of Latin-1.
	 */
	private static final int[] KINDS = new int[LATIN_1 + 1];

	static {
		for (int c = 0; c < KINDS.length; c++) {
			KINDS[c] = (c >= ESCAPES.length) ? BEYOND_ASCII : (ESCAPES[c] != 0) ? ESCAPED : 0;
		}
	}

	private byte[] bytes;

	private int size;

	/**
	 * Creates a buffer that grows as needed.
	 * @param capacity the bytes it holds at first
	 */
	public Utf8Buffer(int capacity) {
		this.bytes = new byte[capacity];
	}

	/**
	 * Forgets what was collected, and keeps the memory.
	 */
	public void reset() {
		this.size = 0;
	}

	/**
	 * The number of bytes collected so far.
	 * @return the bytes
	 */
	public int size() {
		return this.size;
	}

	/**
	 * Copies what was collected.
	 * @return the bytes
	 */
	public byte[] toByteArray() {
		return Arrays.copyOf(this.bytes, this.size);
	}

	/**
	 * Ends the collection. Nothing may be added any more.
	 * @return the bytes, not copied if they fill the buffer
	 */
	public byte[] finish() {
		return (this.size == this.bytes.length) ? this.bytes : toByteArray();
	}

	/**
	 * Adds a byte.
	 * @param value the byte
	 */
	public void add(int value) {
		ensure(1);
		this.bytes[this.size++] = (byte) value;
	}

	/**
	 * Adds bytes.
	 * @param added the bytes
	 */
	public void add(byte[] added) {
		ensure(added.length);
		System.arraycopy(added, 0, this.bytes, this.size, added.length);
		this.size += added.length;
	}

	/**
	 * Replaces a byte.
	 * @param position where it is
	 * @param value the byte
	 */
	public void set(int position, int value) {
		this.bytes[position] = (byte) value;
	}

	/**
	 * Makes room between what was collected.
	 * @param position where
	 * @param count how many bytes
	 */
	public void insert(int position, int count) {
		ensure(count);
		System.arraycopy(this.bytes, position, this.bytes, position + count, this.size - position);
		this.size += count;
	}

	/**
	 * Adds a text.
	 * @param text the text
	 */
	public void text(String text) {
		ensure(text.length());
		characters(text, BEYOND_ASCII);
	}

	/**
	 * Adds a text as JSON: in quotation marks, with escape sequences for what JSON does
	 * not allow within them.
	 * @param text the text
	 */
	public void quoted(String text) {
		ensure(text.length() + 2);
		this.bytes[this.size++] = '"';
		characters(text, BEYOND_ASCII | ESCAPED);
		add('"');
	}

	/**
	 * Adds a text: characters that are one byte in runs, others one by one.
	 * @param special the kinds of characters that are not one byte
	 */
	private void characters(String text, int special) {
		int i = 0;
		while (i < text.length()) {
			int end = endOfRun(text, i, special);
			if (end > i) {
				copy(text, i, end);
				i = end;
			}
			else {
				i += specialCharacter(text, i);
			}
		}
	}

	private static int endOfRun(String text, int start, int special) {
		int i = start;
		while (i < text.length() && (kindOf(text.charAt(i)) & special) == 0) {
			i++;
		}
		return i;
	}

	private static int kindOf(char c) {
		return KINDS[c & LATIN_1] | c & ~LATIN_1;
	}

	/**
	 * Copies characters of ASCII.
	 */
	@SuppressWarnings("deprecation") // drops the upper bytes, which are zero
	private void copy(String text, int start, int end) {
		ensure(end - start);
		text.getBytes(start, end, this.bytes, this.size);
		this.size += end - start;
	}

	/**
	 * Adds the text that a server receives of a value: the text itself, or JSON.
	 * @param content the value
	 */
	public void content(CapturedContent content) {
		content.writeTo(this);
	}

	/**
	 * Returns what was collected, which may be content.
	 */
	@Override
	public String toString() {
		return new String(this.bytes, 0, this.size, StandardCharsets.UTF_8);
	}

	/**
	 * Adds a character beyond ASCII, or one that is escaped.
	 * @return how many of the text's {@code char}s it takes
	 */
	private int specialCharacter(String text, int i) {
		ensure(MAX_BYTES);
		char c = text.charAt(i);
		if (c < ESCAPES.length) {
			escape(c);
			return 1;
		}
		int code = text.codePointAt(i);
		if (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE) {
			code = REPLACEMENT;
		}
		if (code < 0x800) {
			this.bytes[this.size++] = (byte) (0xC0 | code >> 6);
		}
		else {
			if (code < 0x10000) {
				this.bytes[this.size++] = (byte) (0xE0 | code >> 12);
			}
			else {
				this.bytes[this.size++] = (byte) (0xF0 | code >> 18);
				this.bytes[this.size++] = (byte) (0x80 | code >> 12 & 0x3F);
			}
			this.bytes[this.size++] = (byte) (0x80 | code >> 6 & 0x3F);
		}
		this.bytes[this.size++] = (byte) (0x80 | code & 0x3F);
		return Character.charCount(code);
	}

	private void escape(char c) {
		this.bytes[this.size++] = '\\';
		this.bytes[this.size++] = ESCAPES[c];
		if (ESCAPES[c] == 'u') {
			this.bytes[this.size++] = '0';
			this.bytes[this.size++] = '0';
			this.bytes[this.size++] = DIGITS[c >> 4];
			this.bytes[this.size++] = DIGITS[c & 0xF];
		}
	}

	private void ensure(int more) {
		if (this.bytes.length - this.size < more) {
			int needed = Math.addExact(this.size, more);
			this.bytes = Arrays.copyOf(this.bytes,
					(int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, this.bytes.length * 2L)));
		}
	}

}
