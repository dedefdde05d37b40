/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import dev.langfuse4j.export.spill.SpillListener;
import dev.langfuse4j.export.spill.SpillSettings;
import dev.langfuse4j.export.spill.SpillStore;
import dev.langfuse4j.export.spill.SpilledRequest;
import org.jspecify.annotations.Nullable;

/**
 * The directory where requests of a project wait, whatever their kind. A disk that fails
 * is left alone for a while: that costs the room there, but neither the requests that it
 * holds nor the export. Touched by the export thread only.
 */
final class SpillDisk implements SpillListener {

	private final SpillSettings settings;

	private final Supplier<String> project;

	private final SpillPause reading;

	private final SpillPause writing;

	/**
	 * Users of the directory, by kind of request. Files of other kinds stay as they are.
	 */
	private final Map<Integer, Spill> users = new TreeMap<>();

	private @Nullable SpillStore store;

	private boolean closed;

	/**
	 * Creates a disk that was not used yet.
	 * @param settings where, how much and for how long
	 * @param project finds the name of the project's directory
	 * @param ticks the clock, in nanoseconds
	 */
	SpillDisk(SpillSettings settings, Supplier<String> project, LongSupplier ticks) {
		this.settings = settings;
		this.project = project;
		this.reading = new SpillPause(ticks);
		this.writing = new SpillPause(ticks);
	}

	void usedBy(int kind, Spill spill) {
		this.users.put(kind, spill);
	}

	SpillPause reading() {
		return this.reading;
	}

	SpillPause writing() {
		return this.writing;
	}

	/**
	 * Whether the directory could be opened.
	 */
	boolean isOpen() {
		return this.store != null && !this.closed;
	}

	/**
	 * Whether nothing of a kind waits. That is not known before the directory could be
	 * opened.
	 */
	boolean isEmpty(int kind) {
		return this.closed || (this.store != null && this.store.items(kind) == 0);
	}

	/**
	 * Uses the store, unless this fails.
	 * @return the result, or {@code null} if it failed
	 */
	@Nullable SpilledRequest access(SpillPause pause, Access access) {
		if (this.closed) {
			return null;
		}
		// An interruption is meant for an exporter, and would close our files
		boolean interrupted = Thread.interrupted();
		try {
			if (this.store == null) {
				SpillStore opened = SpillStore.open(this.settings, this.project.get(), this);
				this.store = opened;
				this.users.forEach((kind, spill) -> spill.found(opened.items(kind)));
			}
			return access.access(this.store);
		}
		catch (IOException | RuntimeException ex) {
			pause.failed();
			failed(ex);
			return null;
		}
		finally {
			SpillStore opened = this.store;
			this.users.forEach((kind, spill) -> spill.holds((opened != null) ? opened.bytes(kind) : 0));
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	/**
	 * Lets go of the directory once all that keep requests there are done.
	 */
	void close() {
		if (!this.closed && this.users.values().stream().allMatch(Spill::isClosed)) {
			if (this.store != null) {
				access(this.reading, (opened) -> {
					opened.close();
					return null;
				});
			}
			this.closed = true;
		}
	}

	private void failed(Exception ex) {
		// The directory is that of all, so one says it
		this.users.values().stream().findFirst().ifPresent((spill) -> spill.failed(ex));
	}

	@Override
	public SpillListener of(int kind) {
		Spill user = this.users.get(kind);
		return (user != null) ? user : this;
	}

	@Override
	public void adopted(long items) {
	}

	@Override
	public void displaced(long items) {
	}

	@Override
	public void expired(long items) {
	}

	@Override
	public void damaged(long items) {
	}

	@Override
	public void failed(IOException ex) {
		failed((Exception) ex);
	}

	/**
	 * Uses the store.
	 */
	@FunctionalInterface
	interface Access {

		/**
		 * Does it.
		 * @return a request, or {@code null} for none
		 */
		@Nullable SpilledRequest access(SpillStore store) throws IOException;

	}

}
