package dev.langfuse4j.http;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.jspecify.annotations.Nullable;

/**
 * Reads single fields of a message in protobuf, for which its library would be too much.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Protobuf: encoding</a>
 */
final class ProtobufMessage {

	private static final int VARINT = 0;

	private static final int FIXED_64 = 1;

	private static final int BYTES = 2;

	private static final int FIXED_32 = 5;

	private final byte[] message;

	ProtobufMessage(byte[] message) {
		this.message = message;
	}

	/**
	 * An integer, 0 if it is not there.
	 */
	long integer(int field) {
		ByteBuffer in = find(field, VARINT);
		return (in != null) ? varint(in) : 0;
	}

	/**
	 * A text or another message, or {@code null} if it is not there.
	 */
	byte @Nullable [] bytes(int field) {
		ByteBuffer in = find(field, BYTES);
		if (in == null) {
			return null;
		}
		byte[] bytes = new byte[length(in)];
		in.get(bytes);
		return bytes;
	}

	private @Nullable ByteBuffer find(int field, int type) {
		ByteBuffer in = ByteBuffer.wrap(this.message).order(ByteOrder.LITTLE_ENDIAN);
		while (in.hasRemaining()) {
			long tag = varint(in);
			if (tag == ((long) field << 3 | type)) {
				return in;
			}
			skip(in, (int) (tag & 7));
		}
		return null;
	}

	private static void skip(ByteBuffer in, int type) {
		switch (type) {
			case VARINT -> varint(in);
			case FIXED_64 -> in.getLong();
			case BYTES -> in.position(in.position() + length(in));
			case FIXED_32 -> in.getInt();
			default -> throw new IllegalArgumentException("Not a message");
		}
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

}
