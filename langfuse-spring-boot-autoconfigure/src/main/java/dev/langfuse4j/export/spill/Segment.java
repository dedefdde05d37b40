package dev.langfuse4j.export.spill;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

import org.jspecify.annotations.Nullable;

/**
 * A file of requests. It begins with a header (magic, version); each request is a state
 * (one byte), a length, the number of its observations, a checksum of these and the body,
 * and the body. What is delivered is marked in place; what is not whole at the end is cut
 * off.
 */
final class Segment implements Closeable {

	private static final int MAGIC = 0x4c465350;

	private static final byte VERSION = 1;

	private static final int HEADER = 5;

	private static final int RECORD_HEADER = 1 + 4 + 4 + 4;

	private static final byte WAITING = 0;

	private static final byte DELIVERED = 1;

	/**
	 * What a count that was written says at most.
	 */
	private static final int MAX_OBSERVATIONS = 1_000_000;

	private static final int MAX_BODY = 256 * 1024 * 1024;

	private final Path file;

	private final FileChannel channel;

	private long end;

	private long readPosition = HEADER;

	private long observations;

	private Segment(Path file, FileChannel channel, long end) {
		this.file = file;
		this.channel = channel;
		this.end = end;
	}

	static Segment create(Path file) throws IOException {
		FileChannel channel = PrivateFiles.create(file);
		Segment segment = new Segment(file, channel, 0);
		segment.write(ByteBuffer.allocate(HEADER).putInt(MAGIC).put(VERSION).flip());
		return segment;
	}

	/**
	 * Opens a file that a process has left, cuts off what is not whole and counts what
	 * waits.
	 * @param damaged told of what cannot be read
	 */
	static Segment open(Path file, SpillListener damaged) throws IOException {
		FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
		Segment segment = new Segment(file, channel, channel.size());
		segment.scan(damaged);
		return segment;
	}

	void append(SpilledRequest request) throws IOException {
		ByteBuffer record = ByteBuffer.allocate(RECORD_HEADER + request.body().length);
		record.put(WAITING)
			.putInt(request.body().length)
			.putInt(request.observations())
			.putInt(checksum(request.observations(), request.body()))
			.put(request.body())
			.flip();
		long before = this.end;
		try {
			write(record);
		}
		catch (IOException ex) {
			this.channel.truncate(before);
			this.end = before;
			throw ex;
		}
		this.observations += request.observations();
	}

	/**
	 * The first request that waits, or {@code null} if none does. It stays.
	 * @param damaged told of what cannot be read
	 */
	@Nullable SpilledRequest peek(SpillListener damaged) throws IOException {
		while (this.readPosition < this.end) {
			ByteBuffer header = read(this.readPosition, RECORD_HEADER);
			byte state = header.get();
			int length = header.getInt();
			int count = header.getInt();
			int checksum = header.getInt();
			if (state == WAITING) {
				byte[] body = read(this.readPosition + RECORD_HEADER, length).array();
				if (checksum == checksum(count, body)) {
					return new SpilledRequest(count, body);
				}
				this.observations -= count;
				damaged.damaged(count);
			}
			this.readPosition += RECORD_HEADER + length;
		}
		return null;
	}

	/**
	 * Marks the request that was peeked at as delivered.
	 */
	void remove(SpilledRequest request) throws IOException {
		this.channel.write(ByteBuffer.wrap(new byte[] { DELIVERED }), this.readPosition);
		this.readPosition += RECORD_HEADER + request.body().length;
		this.observations -= request.observations();
	}

	/**
	 * How many observations wait.
	 */
	long observations() {
		return this.observations;
	}

	long bytes() {
		return this.end;
	}

	/**
	 * Has all on the disk.
	 */
	void force() throws IOException {
		this.channel.force(true);
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

	void delete() throws IOException {
		close();
		Files.deleteIfExists(this.file);
	}

	private void scan(SpillListener damaged) throws IOException {
		if (this.end < HEADER || !isOurs(read(0, HEADER))) {
			cut(0, 1, damaged);
			return;
		}
		long position = HEADER;
		while (position < this.end) {
			if (position + RECORD_HEADER > this.end) {
				cut(position, 1, damaged);
				return;
			}
			ByteBuffer header = read(position, RECORD_HEADER);
			byte state = header.get();
			int length = header.getInt();
			int count = header.getInt();
			if (length < 0 || length > MAX_BODY || count <= 0 || position + RECORD_HEADER + length > this.end) {
				cut(position, (count > 0 && count <= MAX_OBSERVATIONS) ? count : 1, damaged);
				return;
			}
			if (state == WAITING) {
				this.observations += count;
			}
			position += RECORD_HEADER + length;
		}
	}

	private static boolean isOurs(ByteBuffer header) {
		return header.getInt() == MAGIC && header.get() == VERSION;
	}

	private void cut(long position, long lost, SpillListener damaged) throws IOException {
		damaged.adopted(lost);
		damaged.damaged(lost);
		this.channel.truncate(position);
		this.end = position;
	}

	private void write(ByteBuffer bytes) throws IOException {
		long position = this.end;
		while (bytes.hasRemaining()) {
			position += this.channel.write(bytes, position);
		}
		this.end = position;
	}

	private ByteBuffer read(long position, int length) throws IOException {
		ByteBuffer bytes = ByteBuffer.allocate(length);
		while (bytes.hasRemaining()) {
			if (this.channel.read(bytes, position + bytes.position()) < 0) {
				throw new EOFException(this.file.getFileName() + " is shorter than it was");
			}
		}
		return bytes.flip();
	}

	private static int checksum(int observations, byte[] body) {
		CRC32C checksum = new CRC32C();
		checksum.update(ByteBuffer.allocate(8).putInt(body.length).putInt(observations).flip());
		checksum.update(body);
		return (int) checksum.getValue();
	}

}
