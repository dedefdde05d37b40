/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.util.function.LongSupplier;

import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.queue.ExportCounters;
import dev.langfuse4j.export.spill.SpilledRequest;
import org.jspecify.annotations.Nullable;

/**
 * The backlog of stored requests: oldest first, one request at a time, beside new
 * requests. A request is removed when all of its items are settled. Used by the export
 * thread only.
 */
final class StoredBacklog {

	private final Spill spill;

	private final RequestKind kind;

	private final LongSupplier ticks;

	/**
	 * Remaining batches of the request that is being sent.
	 */
	private final Backlog backlog;

	private final InFlightLimit limit = new InFlightLimit(1);

	private @Nullable SpilledRequest current;

	/**
	 * Creates a backlog.
	 * @param spill the stored requests
	 * @param kind the kind of request
	 * @param statistics counts the results
	 * @param ticks the clock, in nanoseconds
	 */
	StoredBacklog(Spill spill, RequestKind kind, ExportCounters statistics, LongSupplier ticks) {
		this.spill = spill;
		this.kind = kind;
		this.ticks = ticks;
		this.backlog = new Backlog(new StoredLedger(statistics), LossReason.SPILL_DAMAGED, ticks);
	}

	/**
	 * Whether something waits, and none of it is under way.
	 */
	boolean isWaiting() {
		return this.limit.isFree() && !this.spill.isEmpty();
	}

	/**
	 * The nanoseconds until the next of it may be sent, not positive if it may now.
	 * @param probing whether a batch is sent even if it should wait
	 */
	long untilNext(boolean probing) {
		return Math.max(this.spill.untilReadable(), probing ? 0 : this.backlog.untilNextDue());
	}

	/**
	 * Returns the remaining batches of the oldest request, or none if the disk cannot be
	 * read at the moment.
	 */
	Backlog oldest() {
		handled();
		if (this.current == null) {
			this.current = this.spill.peek();
			if (this.current != null) {
				add(this.current);
			}
		}
		return this.backlog;
	}

	/**
	 * Adds the batches of a stored request. A request that cannot be read, such as that
	 * of another version, is given up.
	 */
	private void add(SpilledRequest request) {
		try {
			Payload stored = this.kind.stored(request.items(), BodyFormat.of(request.format()), request.body());
			this.backlog.add(new Batch(stored, this.ticks.getAsLong()));
		}
		catch (RuntimeException ex) {
			this.backlog.ledger().lost(this.backlog.unreadable(), request.items(), 0);
			handled();
		}
	}

	boolean isDelayed() {
		return this.backlog.isDelayed();
	}

	void delayUntil(long ticks) {
		this.backlog.delayUntil(ticks);
	}

	void started() {
		this.limit.acquire();
	}

	void ended() {
		this.limit.release();
	}

	/**
	 * Removes the requests that are settled after a response.
	 */
	void handled() {
		if (this.backlog.isEmpty() && this.current != null) {
			this.spill.remove(this.current);
			this.current = null;
		}
	}

}
