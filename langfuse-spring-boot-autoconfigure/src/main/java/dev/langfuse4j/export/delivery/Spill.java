/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.io.IOException;
import java.util.function.LongSupplier;

import dev.langfuse4j.export.ExportSettings;
import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.queue.ExportCounters;
import dev.langfuse4j.export.spill.SpillListener;
import dev.langfuse4j.export.spill.SpilledRequest;
import dev.langfuse4j.http.Connection;
import dev.langfuse4j.observation.ProjectName;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one kind that wait on disk. Touched by the export thread only, but for
 * the bytes.
 */
final class Spill implements SpillListener {

	private final SpillDisk disk;

	private final RequestKind kind;

	private final ExportCounters statistics;

	private final SpillLog log;

	private boolean closed;

	private volatile long bytes;

	Spill(SpillDisk disk, RequestKind kind, ExportCounters statistics) {
		this.disk = disk;
		this.kind = kind;
		this.statistics = statistics;
		this.log = new SpillLog(kind);
		disk.usedBy(kind.code(), this);
	}

	/**
	 * Returns the stored requests for a server. They are selected by the public key, so
	 * that no request is sent to another project.
	 * @return {@code null} where nothing is kept on disk
	 */
	static @Nullable Spill of(ExportSettings settings, ProjectName project, Connection connection, RequestKind kind,
			ExportCounters statistics, LongSupplier ticks) {
		return (settings.spill() != null)
				? new Spill(new SpillDisk(settings.spill(), () -> project + "\n" + connection.identity(), ticks), kind,
						statistics)
				: null;
	}

	/**
	 * Returns the stored requests of another kind in the same directory.
	 */
	Spill beside(RequestKind other, ExportCounters account) {
		return new Spill(this.disk, other, account);
	}

	/**
	 * Opens the directory, and finds the stored requests.
	 */
	void open() {
		access(this.disk.reading(), (opened) -> null);
	}

	/**
	 * Keeps a batch, unless writing has failed just before.
	 * @return whether it is on disk
	 */
	boolean keep(Batch batch) {
		return untilWritable() <= 0 && keepNow(batch);
	}

	/**
	 * Stores a batch, because it cannot be sent later.
	 * @return whether it is on disk
	 */
	boolean keepNow(Batch batch) {
		SpilledRequest request;
		try {
			request = new SpilledRequest(this.kind.code(), batch.size(), batch.payload().format().code(),
					batch.payload().body());
		}
		catch (Throwable ex) {
			// Such as being out of memory: it stays where it is, and others have their
			// turn
			return false;
		}
		return access(this.disk.writing(), (opened) -> {
			boolean kept = false;
			this.statistics.countSpilled(batch.size());
			try {
				opened.append(request);
				kept = true;
			}
			finally {
				if (!kept) {
					this.statistics.countSpilled(-batch.size());
				}
			}
			this.disk.writing().end();
			this.log.kept();
			return request;
		}) != null;
	}

	/**
	 * The request that comes next, or {@code null} if none waits or it cannot be read
	 * now. It stays.
	 */
	@Nullable SpilledRequest peek() {
		return access(this.disk.reading(), (opened) -> {
			SpilledRequest next = opened.peek(this.kind.code());
			this.disk.reading().end();
			return next;
		});
	}

	void remove(SpilledRequest request) {
		long before = this.bytes;
		access(this.disk.reading(), (opened) -> {
			opened.remove(request);
			return null;
		});
		if (this.bytes < before) {
			// A file is gone: there may be room again
			this.disk.writing().end();
		}
	}

	/**
	 * Whether nothing waits. That is not known before the directory could be opened.
	 */
	boolean isEmpty() {
		return this.closed || this.disk.isEmpty(this.kind.code());
	}

	/**
	 * The nanoseconds until it may be read, not positive if it may now.
	 */
	long untilReadable() {
		return this.disk.reading().left();
	}

	/**
	 * The nanoseconds until it may be written to, not positive if it may now.
	 */
	long untilWritable() {
		return this.disk.writing().left();
	}

	long bytes() {
		return this.bytes;
	}

	/**
	 * Notes how many bytes are on disk.
	 */
	void holds(long now) {
		this.bytes = now;
	}

	/**
	 * The directory was opened, and so much was there.
	 */
	void found(long items) {
		this.log.found(items);
	}

	void close() {
		if (this.disk.isOpen()) {
			access(this.disk.reading(), (opened) -> {
				this.log.left(opened.items(this.kind.code()));
				return null;
			});
		}
		this.closed = true;
		this.disk.close();
	}

	boolean isClosed() {
		return this.closed;
	}

	private @Nullable SpilledRequest access(SpillPause pause, SpillDisk.Access access) {
		return this.closed ? null : this.disk.access(pause, access);
	}

	@Override
	public void adopted(long items) {
		this.statistics.countAdopted(items);
	}

	@Override
	public void displaced(long items) {
		this.statistics.countSpilledLost(LossReason.SPILL_FULL, items);
	}

	@Override
	public void expired(long items) {
		this.statistics.countSpilledLost(LossReason.SPILL_EXPIRED, items);
	}

	@Override
	public void damaged(long items) {
		this.statistics.countSpilledLost(LossReason.SPILL_DAMAGED, items);
	}

	@Override
	public void failed(IOException ex) {
		this.log.failed(ex);
	}

	/**
	 * The directory fails.
	 */
	void failed(Exception ex) {
		this.log.failed(ex);
	}

}
