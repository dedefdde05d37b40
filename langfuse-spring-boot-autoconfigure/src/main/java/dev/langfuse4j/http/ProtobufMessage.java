/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.http;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a message in protobuf, for which its library would be too much.
 * Fails with a {@link RuntimeException} where the bytes are no message.
 *
 * @since 0.1.0
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Protobuf: encoding</a>
 */
@Internal
public final class ProtobufMessage {

	private static final int VARINT = 0;

	private static final int FIXED_64 = 1;

	private static final int BYTES = 2;

	private static final int FIXED_32 = 5;

	private final List<Field> fields = new ArrayList<>();

	/**
	 * Reads a message.
	 * @param message the bytes of the message
	 */
	public ProtobufMessage(byte[] message) {
		ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
		while (in.hasRemaining()) {
			int start = in.position();
			long tag = varint(in);
			long number = 0;
			byte[] bytes = null;
			switch ((int) (tag & 7)) {
				case VARINT:
					number = varint(in);
					break;
				case FIXED_64:
					number = in.getLong();
					break;
				case BYTES:
					bytes = new byte[length(in)];
					in.get(bytes);
					break;
				case FIXED_32:
					number = in.getInt();
					break;
				default:
					throw new IllegalArgumentException("Not a message");
			}
			this.fields
				.add(new Field((int) (tag >>> 3), number, bytes, Arrays.copyOfRange(message, start, in.position())));
		}
	}

	/**
	 * All fields, in their order.
	 * @return the fields
	 */
	public List<Field> fields() {
		return this.fields;
	}

	/**
	 * An integer.
	 * @param field the number of the field
	 * @return its value, 0 if it is not there
	 */
	public long integer(int field) {
		return this.fields.stream()
			.filter((each) -> each.number() == field && each.bytes() == null)
			.mapToLong(Field::integer)
			.findFirst()
			.orElse(0);
	}

	/**
	 * A text or another message.
	 * @param field the number of the field
	 * @return its bytes, or {@code null} if it is not there
	 */
	public byte @Nullable [] bytes(int field) {
		List<byte[]> all = all(field);
		return all.isEmpty() ? null : all.get(0);
	}

	/**
	 * A text.
	 * @param field the number of the field
	 * @return the text, empty if it is not there
	 */
	public String text(int field) {
		byte[] bytes = bytes(field);
		return (bytes != null) ? new String(bytes, StandardCharsets.UTF_8) : "";
	}

	/**
	 * Another message.
	 * @param field the number of the field
	 * @return the message, without fields if it is not there
	 */
	public ProtobufMessage message(int field) {
		byte[] bytes = bytes(field);
		return new ProtobufMessage((bytes != null) ? bytes : new byte[0]);
	}

	/**
	 * Texts or other messages.
	 * @param field the number of the field
	 * @return the bytes of each
	 */
	public List<byte[]> all(int field) {
		List<byte[]> all = new ArrayList<>();
		for (Field each : this.fields) {
			if (each.number() == field && each.bytes() != null) {
				all.add(each.bytes());
			}
		}
		return all;
	}

	private static int length(ByteBuffer in) {
		long length = varint(in);
		if (length < 0 || length > in.remaining()) {
			throw new IllegalArgumentException("Not a message");
		}
		return (int) length;
	}

	private static long varint(ByteBuffer in) {
		long value = 0;
		for (int shift = 0; shift < Long.SIZE; shift += 7) {
			byte next = in.get();
			value |= (long) (next & 0x7f) << shift;
			if (next >= 0) {
				return value;
			}
		}
		throw new IllegalArgumentException("Not a message");
	}

	/**
	 * A field.
	 *
	 * @param number its number
	 * @param integer its value if it is an integer
	 * @param bytes its value if it is a text or another message, else {@code null}
	 * @param raw all of it, with its number and type
	 */
	public record Field(int number, long integer, byte @Nullable [] bytes, byte[] raw) {

	}

}
