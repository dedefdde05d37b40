/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import dev.langfuse4j.lang.Internal;

/**
 * Collects text as UTF-8. The bytes are well-formed whatever the text: half a character
 * becomes U+FFFD. Not thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class Utf8Buffer {

	/**
	 * The bytes of the longest escape sequence.
	 */
	private static final int MAX_ESCAPE = 6;

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

	private static final int ESCAPED = 1;

	/**
	 * The JDK's encoder also writes this byte for half a character.
	 */
	private static final int QUESTION_MARK = 1 << 1;

	/**
	 * The kinds of the bytes of UTF-8.
	 */
	private static final byte[] KINDS = new byte[256];

	static {
		for (int c = 0; c < ESCAPES.length; c++) {
			KINDS[c] = (byte) ((ESCAPES[c] != 0) ? ESCAPED : 0);
		}
		KINDS['?'] = QUESTION_MARK;
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
		add(added, 0, added.length);
	}

	private void add(byte[] added, int start, int end) {
		ensure(end - start);
		System.arraycopy(added, start, this.bytes, this.size, end - start);
		this.size += end - start;
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
		byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
		add(((kinds(utf8) & QUESTION_MARK) != 0) ? wholeCharacters(text, utf8) : utf8);
	}

	/**
	 * Adds a text as JSON: in quotation marks, with escape sequences for what JSON does
	 * not allow within them.
	 * @param text the text
	 */
	public void quoted(String text) {
		byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
		int kinds = kinds(utf8);
		if ((kinds & QUESTION_MARK) != 0) {
			utf8 = wholeCharacters(text, utf8);
		}
		add('"');
		if ((kinds & ESCAPED) == 0) {
			add(utf8);
		}
		else {
			escaped(utf8);
		}
		add('"');
	}

	/**
	 * Returns the kinds of all bytes. The loop is over bytes that the JDK's encoder has
	 * copied, because in an application, the virtual machine compiled loops over
	 * {@link String#charAt} to code that took up to three times as long as in a benchmark
	 * of their own.
	 */
	private static int kinds(byte[] utf8) {
		int kinds = 0;
		for (byte b : utf8) {
			kinds |= KINDS[b & 0xFF];
		}
		return kinds;
	}

	private static byte[] wholeCharacters(String text, byte[] utf8) {
		String whole = WellFormed.of(text);
		return (whole != text) ? whole.getBytes(StandardCharsets.UTF_8) : utf8;
	}

	private void escaped(byte[] utf8) {
		int start = 0;
		for (int i = 0; i < utf8.length; i++) {
			if ((KINDS[utf8[i] & 0xFF] & ESCAPED) != 0) {
				add(utf8, start, i);
				escape(utf8[i]);
				start = i + 1;
			}
		}
		add(utf8, start, utf8.length);
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

	private void escape(byte c) {
		ensure(MAX_ESCAPE);
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
