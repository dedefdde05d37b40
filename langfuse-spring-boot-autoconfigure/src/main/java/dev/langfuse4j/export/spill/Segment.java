/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.spill;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.CRC32C;

import org.jspecify.annotations.Nullable;

/**
 * A file of requests of one kind. It begins with a header (magic, version, which tells
 * the kind); each request is a state (one byte: delivered or waiting, and the format of
 * the body), a length, the number of its observations or other items, a checksum of these
 * and the body, and the body. Delivered requests are marked in place. An incomplete
 * request at the end is cut off.
 */
final class Segment implements Closeable {

	private static final int MAGIC = 0x4c465350;

	/**
	 * The version of a file of kind 0, that of all files before there were other kinds.
	 * Each further kind has the next one.
	 */
	private static final byte VERSION = 1;

	/**
	 * Maximum number of kinds. Files of any other version are not read.
	 */
	private static final int KINDS = 8;

	private static final int HEADER = 5;

	private static final int RECORD_HEADER = 1 + 4 + 4 + 4;

	/**
	 * The lowest bit of a state; the others tell the format of what waits.
	 */
	private static final byte DELIVERED = 1;

	/**
	 * The maximum number of observations that a request may record.
	 */
	private static final int MAX_OBSERVATIONS = 1_000_000;

	private static final int MAX_BODY = 256 * 1024 * 1024;

	private final Path file;

	private int kind;

	/**
	 * Open only while it is written or read: as many files as wait may be more than a
	 * process may have open.
	 */
	private @Nullable FileChannel channel;

	private long end;

	/**
	 * Whether more than is valid may be in the file, as a failed write left it there.
	 */
	private boolean untidy;

	private long readPosition = HEADER;

	private long observations;

	private Segment(Path file, FileChannel channel) {
		this.file = file;
		this.channel = channel;
	}

	static Segment create(Path file, int kind) throws IOException {
		Segment segment = new Segment(file, PrivateFiles.create(file));
		segment.kind = kind;
		try {
			segment.write(ByteBuffer.allocate(HEADER).putInt(MAGIC).put((byte) (VERSION + kind)).flip());
		}
		catch (IOException ex) {
			segment.discard();
			throw ex;
		}
		return segment;
	}

	/**
	 * Takes over a file of a former process, cuts off an incomplete end and counts the
	 * waiting items.
	 * @param damaged is notified of items that cannot be read
	 */
	static Segment open(Path file, SpillListener damaged) throws IOException {
		try (FileChannel channel = PrivateFiles.open(file)) {
			Segment segment = new Segment(file, channel);
			segment.end = channel.size();
			segment.scan(damaged);
			segment.channel = null;
			return segment;
		}
	}

	void append(SpilledRequest request) throws IOException {
		ByteBuffer record = ByteBuffer.allocate(RECORD_HEADER + request.body().length);
		record.put((byte) (request.format() << 1))
			.putInt(request.body().length)
			.putInt(request.items())
			.putInt(checksum(request.items(), request.format(), request.body()))
			.put(request.body())
			.flip();
		write(record);
		this.observations += request.items();
	}

	/**
	 * The first request that waits, or {@code null} if none does. It stays.
	 * @param damaged told of what cannot be read
	 * @throws IOException if the file cannot be read now
	 */
	@Nullable SpilledRequest peek(SpillListener damaged) throws IOException {
		try {
			return peekFrom(channel(), damaged);
		}
		catch (ClosedByInterruptException | FileSystemException ex) {
			if (ex instanceof NoSuchFileException) {
				return giveUp(damaged);
			}
			throw ex;
		}
		catch (IOException ex) {
			return giveUp(damaged);
		}
	}

	private @Nullable SpilledRequest peekFrom(FileChannel channel, SpillListener damaged) throws IOException {
		while (this.readPosition < this.end) {
			ByteBuffer header = read(channel, this.readPosition, RECORD_HEADER);
			byte state = header.get();
			int length = header.getInt();
			int count = header.getInt();
			int checksum = header.getInt();
			if (length < 0 || this.readPosition + RECORD_HEADER + length > this.end) {
				throw new EOFException("The file has changed");
			}
			if (isWaiting(state)) {
				int format = state >> 1;
				byte[] body = read(channel, this.readPosition + RECORD_HEADER, length).array();
				if (checksum == checksum(count, format, body)) {
					return new SpilledRequest(this.kind, count, format, body);
				}
				this.observations -= count;
				damaged.damaged(count);
			}
			this.readPosition += RECORD_HEADER + length;
		}
		return null;
	}

	private @Nullable SpilledRequest giveUp(SpillListener damaged) {
		damaged.damaged(this.observations);
		this.observations = 0;
		this.readPosition = this.end;
		return null;
	}

	/**
	 * Marks the request that was peeked at as delivered.
	 */
	void remove(SpilledRequest request) throws IOException {
		try {
			channel().write(ByteBuffer.wrap(new byte[] { DELIVERED }), this.readPosition);
		}
		finally {
			this.readPosition += RECORD_HEADER + request.body().length;
			this.observations -= request.items();
		}
	}

	/**
	 * The kind of its requests.
	 */
	int kind() {
		return this.kind;
	}

	/**
	 * Returns the number of waiting observations.
	 */
	long observations() {
		return this.observations;
	}

	long bytes() {
		return this.end;
	}

	/**
	 * Returns the time at which it was created, in milliseconds since the epoch.
	 */
	long created() {
		return SegmentName.created(this.file);
	}

	/**
	 * Whether the file is still there.
	 */
	boolean exists() {
		return Files.exists(this.file, LinkOption.NOFOLLOW_LINKS);
	}

	/**
	 * Forces all bytes to the disk.
	 */
	void force() throws IOException {
		channel().force(true);
	}

	/**
	 * Lets go of the file until it is needed again.
	 */
	@Override
	public void close() throws IOException {
		if (this.untidy) {
			tidyUp();
		}
		FileChannel open = this.channel;
		this.channel = null;
		if (open != null) {
			open.close();
		}
	}

	void delete() throws IOException {
		try {
			close();
		}
		finally {
			Files.deleteIfExists(this.file);
		}
	}

	private void discard() {
		try {
			delete();
		}
		catch (IOException ex) {
			// It is empty, so no reader finds anything in it later
		}
	}

	private FileChannel channel() throws IOException {
		FileChannel open = this.channel;
		if (open == null || !open.isOpen()) {
			open = PrivateFiles.open(this.file);
			this.channel = open;
		}
		return open;
	}

	private void scan(SpillListener damaged) throws IOException {
		FileChannel channel = channel();
		if (this.end < HEADER) {
			// Its process had no room or no time to write anything
			return;
		}
		ByteBuffer beginning = read(channel, 0, HEADER);
		this.kind = (beginning.getInt() == MAGIC) ? beginning.get() - VERSION : -1;
		if (this.kind < 0 || this.kind >= KINDS) {
			this.kind = 0;
			cut(0, 1, damaged);
			return;
		}
		long position = HEADER;
		while (position < this.end) {
			if (position + RECORD_HEADER > this.end) {
				cut(position, 1, damaged);
				return;
			}
			ByteBuffer header = read(channel, position, RECORD_HEADER);
			byte state = header.get();
			int length = header.getInt();
			int count = header.getInt();
			boolean counts = count > 0 && count <= MAX_OBSERVATIONS;
			if (!counts || length < 0 || length > MAX_BODY || position + RECORD_HEADER + length > this.end) {
				cut(position, counts ? count : 1, damaged);
				return;
			}
			if (isWaiting(state)) {
				this.observations += count;
			}
			position += RECORD_HEADER + length;
		}
	}

	private void cut(long position, long lost, SpillListener damaged) throws IOException {
		channel().truncate(position);
		this.end = position;
		damaged.of(this.kind).adopted(lost);
		damaged.of(this.kind).damaged(lost);
	}

	/**
	 * Writes all at the end, or nothing.
	 */
	private void write(ByteBuffer bytes) throws IOException {
		if (this.untidy) {
			tidyUp();
		}
		FileChannel channel = channel();
		long position = this.end;
		try {
			while (bytes.hasRemaining()) {
				position += channel.write(bytes, position);
			}
		}
		catch (IOException ex) {
			tidyUp();
			throw ex;
		}
		this.end = position;
	}

	/**
	 * Cuts off the rest of a failed write, now or later: the next process would find and
	 * count it.
	 */
	private void tidyUp() {
		try {
			channel().truncate(this.end);
			this.untidy = false;
		}
		catch (IOException ex) {
			this.untidy = true;
		}
	}

	private static ByteBuffer read(FileChannel channel, long position, int length) throws IOException {
		ByteBuffer bytes = ByteBuffer.allocate(length);
		while (bytes.hasRemaining()) {
			if (channel.read(bytes, position + bytes.position()) < 0) {
				throw new EOFException("The file is shorter than it was");
			}
		}
		return bytes.flip();
	}

	private static boolean isWaiting(byte state) {
		return (state & DELIVERED) == 0;
	}

	/**
	 * Records of format 0 have the checksum that they had when there was no other.
	 */
	private static int checksum(int observations, int format, byte[] body) {
		CRC32C checksum = new CRC32C();
		checksum.update(ByteBuffer.allocate(8).putInt(body.length).putInt(observations).flip());
		if (format != 0) {
			checksum.update(format);
		}
		checksum.update(body);
		return (int) checksum.getValue();
	}

}
