/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * A file of a {@link TroubledDisk}.
 */
final class TroubledChannel extends FileChannel {

	private final TroubledDisk disk;

	private final Path path;

	private final FileChannel real;

	TroubledChannel(TroubledDisk disk, Path path, FileChannel real) {
		this.disk = disk;
		this.path = path;
		this.real = real;
		disk.open.incrementAndGet();
	}

	/**
	 * Writes as much as there is room for, like an operating system.
	 */
	@Override
	public int write(ByteBuffer bytes, long position) throws IOException {
		this.disk.attempt("write", this.path);
		long more = Math.max(0, position + bytes.remaining() - size());
		long missing = Math.max(0, more - Math.max(0, this.disk.room.get()));
		if (missing > 0 && missing >= bytes.remaining()) {
			throw new IOException("No space left on device");
		}
		ByteBuffer fits = bytes.slice().limit(bytes.remaining() - (int) missing);
		int written = this.real.write(fits, position);
		bytes.position(bytes.position() + written);
		this.disk.room.addAndGet(-(more - missing));
		return written;
	}

	@Override
	public int read(ByteBuffer bytes, long position) throws IOException {
		this.disk.attempt("read", this.path);
		return this.real.read(bytes, position);
	}

	@Override
	public long size() throws IOException {
		return this.real.size();
	}

	@Override
	public FileChannel truncate(long size) throws IOException {
		this.disk.attempt("truncate", this.path);
		this.disk.room.addAndGet(Math.max(0, size() - size));
		this.real.truncate(size);
		return this;
	}

	@Override
	public void force(boolean metaData) throws IOException {
		this.disk.attempt("force", this.path);
		this.real.force(metaData);
	}

	@Override
	public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
		this.disk.attempt("lock", this.path);
		return this.real.tryLock(position, size, shared);
	}

	@Override
	protected void implCloseChannel() throws IOException {
		this.disk.open.decrementAndGet();
		this.real.close();
	}

	@Override
	public FileLock lock(long position, long size, boolean shared) throws IOException {
		throw new FileSystemException("Not expected");
	}

	@Override
	public int read(ByteBuffer bytes) throws IOException {
		throw new FileSystemException("Not expected");
	}

	@Override
	public long read(ByteBuffer[] bytes, int offset, int length) throws IOException {
		throw new FileSystemException("Not expected");
	}

	@Override
	public int write(ByteBuffer bytes) throws IOException {
		throw new FileSystemException("Not expected");
	}

	@Override
	public long write(ByteBuffer[] bytes, int offset, int length) throws IOException {
		throw new FileSystemException("Not expected");
	}

	@Override
	public long position() throws IOException {
		throw new FileSystemException("Not expected");
	}

	@Override
	public FileChannel position(long position) throws IOException {
		throw new FileSystemException("Not expected");
	}

	@Override
	public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
		throw new FileSystemException("Not expected");
	}

	@Override
	public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
		throw new FileSystemException("Not expected");
	}

	@Override
	public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
		throw new FileSystemException("Not expected");
	}

}
