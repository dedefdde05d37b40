/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.consumers;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Reads the protobuf wire format as far as needed to find nested messages.
 */
final class Protobuf {

	private Protobuf() {
	}

	/**
	 * All values at the end of a path of field numbers.
	 */
	static List<byte[]> fields(byte[] message, int... path) {
		List<byte[]> values = List.of(message);
		for (int number : path) {
			values = values.stream().flatMap((value) -> valuesOf(value, number).stream()).toList();
		}
		return values;
	}

	static byte @Nullable [] field(byte[] message, int number) {
		List<byte[]> values = valuesOf(message, number);
		return values.isEmpty() ? null : values.get(values.size() - 1);
	}

	private static List<byte[]> valuesOf(byte[] message, int number) {
		List<byte[]> values = new ArrayList<>();
		ByteBuffer buffer = ByteBuffer.wrap(message);
		while (buffer.hasRemaining()) {
			long key = varint(buffer);
			switch ((int) key & 7) {
				case 0 -> varint(buffer);
				case 1 -> buffer.position(buffer.position() + Long.BYTES);
				case 5 -> buffer.position(buffer.position() + Integer.BYTES);
				case 2 -> {
					byte[] value = new byte[(int) varint(buffer)];
					buffer.get(value);
					if (key >>> 3 == number) {
						values.add(value);
					}
				}
				default -> throw new IllegalArgumentException("No protobuf: key " + key);
			}
		}
		return values;
	}

	private static long varint(ByteBuffer buffer) {
		long value = 0;
		for (int shift = 0;; shift += 7) {
			byte next = buffer.get();
			value |= (next & 0x7FL) << shift;
			if (next >= 0) {
				return value;
			}
		}
	}

}
