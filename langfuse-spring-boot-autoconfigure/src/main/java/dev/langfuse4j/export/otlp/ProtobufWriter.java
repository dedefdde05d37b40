/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.otlp;

import java.util.HexFormat;
import java.util.Map;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.capture.Utf8Buffer;

/**
 * Writes messages in protobuf, for which its library would be too much. Every field that
 * is written is there, whatever its value. Not thread-safe.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Protobuf: encoding</a>
 */
final class ProtobufWriter {

	private static final int VARINT = 0;

	private static final int FIXED_64 = 1;

	private static final int BYTES = 2;

	private Utf8Buffer out;

	/**
	 * Initial size of the buffer, and its size again after it has grown beyond what is
	 * kept.
	 */
	private final int capacity;

	private final int maxKept;

	/**
	 * Creates a writer.
	 * @param capacity the bytes that a message usually takes
	 * @param maxKept how large the buffer may be that is kept for the next message
	 */
	ProtobufWriter(int capacity, int maxKept) {
		this.out = new Utf8Buffer(capacity);
		this.capacity = capacity;
		this.maxKept = maxKept;
	}

	/**
	 * Creates a writer of a single message.
	 * @param capacity the bytes that it takes
	 */
	ProtobufWriter(int capacity) {
		this(capacity, capacity);
	}

	/**
	 * Begins with another message.
	 */
	void reset() {
		if (this.out.size() > this.maxKept) {
			this.out = new Utf8Buffer(this.capacity);
		}
		this.out.reset();
	}

	/**
	 * The number of bytes written so far.
	 */
	int size() {
		return this.out.size();
	}

	byte[] toByteArray() {
		return this.out.toByteArray();
	}

	/**
	 * Ends the last message of this writer.
	 * @return its bytes, not copied if it has the size that was expected
	 */
	byte[] finish() {
		return this.out.finish();
	}

	void text(int field, String value) {
		int begin = begin(field);
		this.out.text(value);
		end(begin);
	}

	void content(int field, CapturedContent value) {
		int begin = begin(field);
		this.out.content(value);
		end(begin);
	}

	/**
	 * A text that is a JSON object of numbers.
	 */
	void numbers(int field, Map<String, ? extends Number> values) {
		int begin = begin(field);
		char next = '{';
		for (Map.Entry<String, ? extends Number> value : values.entrySet()) {
			this.out.add(next);
			this.out.quoted(value.getKey());
			this.out.add(':');
			this.out.text(value.getValue().toString());
			next = ',';
		}
		this.out.add('}');
		end(begin);
	}

	/**
	 * Bytes that are given as hex digits.
	 * @throws NumberFormatException if they are none
	 */
	void hex(int field, String digits) {
		int begin = begin(field);
		for (int i = 0; i < digits.length(); i += 2) {
			this.out.add(HexFormat.fromHexDigit(digits.charAt(i)) << 4 | HexFormat.fromHexDigit(digits.charAt(i + 1)));
		}
		end(begin);
	}

	void bytes(int field, byte[] value) {
		header(field, value.length);
		this.out.add(value);
	}

	/**
	 * Fields as they are.
	 */
	void raw(byte[] fields) {
		this.out.add(fields);
	}

	/**
	 * The beginning of a field of bytes, which follow.
	 */
	void header(int field, int length) {
		tag(field, BYTES);
		varint(length);
	}

	void bool(int field, boolean value) {
		tag(field, VARINT);
		this.out.add(value ? 1 : 0);
	}

	void integer(int field, long value) {
		tag(field, VARINT);
		varint(value);
	}

	void fixed64(int field, long value) {
		tag(field, FIXED_64);
		for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
			this.out.add((int) (value >>> shift));
		}
	}

	/**
	 * Begins a message within this one.
	 * @return to be handed over at its end
	 */
	int begin(int field) {
		tag(field, BYTES);
		this.out.add(0);
		return this.out.size();
	}

	/**
	 * Ends a message whose length is known now: it moves if that takes more than a byte.
	 */
	void end(int begin) {
		int length = this.out.size() - begin;
		int more = lengthOf(length) - 1;
		if (more > 0) {
			this.out.insert(begin, more);
		}
		int position = begin - 1;
		for (int rest = length; more >= 0; more--, rest >>>= 7) {
			this.out.set(position++, (more > 0) ? rest & 0x7F | 0x80 : rest);
		}
	}

	/**
	 * Returns the size of a field of bytes with its tag and its length.
	 */
	static int sizeOf(int field, int length) {
		return lengthOf((long) field << 3) + lengthOf(length) + length;
	}

	private void tag(int field, int type) {
		varint((long) field << 3 | type);
	}

	private void varint(long value) {
		long rest = value;
		while ((rest & ~0x7FL) != 0) {
			this.out.add((int) (rest & 0x7F | 0x80));
			rest >>>= 7;
		}
		this.out.add((int) rest);
	}

	private static int lengthOf(long varint) {
		return Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(varint) + 6) / 7);
	}

}
