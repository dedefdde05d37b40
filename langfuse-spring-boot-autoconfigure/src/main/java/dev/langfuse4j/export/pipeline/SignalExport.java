/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.langfuse4j.export.delivery.Delivery;
import dev.langfuse4j.export.queue.Admission;
import dev.langfuse4j.observation.ProjectAvailability;
import org.jspecify.annotations.Nullable;

/**
 * The way of one kind of thing that a project exports, such as its observations: from its
 * own queue to its own delivery. Touched by the export thread only, but for the queue.
 */
abstract class SignalExport {

	/**
	 * The maximum number of pauses before a batch. Together, they take about as long as
	 * compressing the batch.
	 */
	static final int MAX_PAUSES = 10;

	private static final long PAUSE = Duration.ofMillis(1).toNanos();

	private final ExportThread thread;

	private final Exporters exporters;

	private final Admission admission;

	private final AtomicBoolean draining = new AtomicBoolean();

	SignalExport(ExportThread thread, Exporters exporters, Admission admission) {
		this.thread = thread;
		this.exporters = exporters;
		this.admission = admission;
	}

	/**
	 * Returns the number of items in the queue.
	 */
	abstract int waiting();

	/**
	 * Returns the number of items that have a place: in the queue, or in a request under
	 * way.
	 */
	abstract int held();

	/**
	 * Whether what waits should leave before the interval.
	 */
	abstract boolean isBatch();

	/**
	 * Returns the maximum number of items to take out at once.
	 */
	abstract int batchSize();

	/**
	 * Whether the next items are better exported a moment later, when a response to an
	 * earlier request has arrived.
	 * @param limit the maximum number of items
	 */
	boolean isCongested(int limit) {
		return false;
	}

	/**
	 * Exports the next items.
	 * @param limit the maximum number
	 */
	abstract void exportNext(int limit);

	/**
	 * Returns the delivery to the server, or {@code null} without one.
	 */
	abstract @Nullable Delivery delivery();

	/**
	 * Counts all that has a place in the queue as lost at the end.
	 */
	abstract void close();

	/**
	 * Whether the project takes anything.
	 */
	ProjectAvailability availability() {
		return this.admission.availability();
	}

	Admission admission() {
		return this.admission;
	}

	/**
	 * Exports what waits, unless that is under way: however much comes, others get their
	 * turn after each batch.
	 * @return whether it will be
	 */
	boolean requestDrain() {
		if (this.draining.get() || !this.draining.compareAndSet(false, true)) {
			return true;
		}
		boolean accepted = this.thread.execute(() -> {
			if (this.exporters.isReady()) {
				drain(waiting(), this::drained);
			}
			else {
				this.draining.set(false);
			}
		});
		if (!accepted) {
			this.draining.set(false);
		}
		return accepted;
	}

	private void drained() {
		this.draining.set(false);
		if (isBatch()) {
			requestDrain();
		}
	}

	/**
	 * Exports what waits now.
	 * @return completes when exporters have it, not when the server has
	 */
	CompletableFuture<Boolean> drain() {
		CompletableFuture<Boolean> drained = new CompletableFuture<>();
		drain(waiting(), () -> drained.complete(true));
		return drained;
	}

	/**
	 * Exports what waits now and waits for the server.
	 * @return completes with whether it has all that was open; to be cancelled by who
	 * does not wait any longer
	 */
	CompletableFuture<Boolean> settle() {
		CompletableFuture<Boolean> settled = new CompletableFuture<>();
		drain(waiting(), () -> settle(settled));
		return settled;
	}

	/**
	 * Writes to disk what could not be sent, or gives it up.
	 */
	CompletableFuture<Boolean> abandon() {
		CompletableFuture<Boolean> abandoned = new CompletableFuture<>();
		drain(waiting(), () -> {
			Delivery delivery = delivery();
			if (delivery != null) {
				delivery.abandon();
			}
			abandoned.complete(true);
		});
		return abandoned;
	}

	private void settle(CompletableFuture<Boolean> delivered) {
		Delivery delivery = delivery();
		if (delivery == null) {
			delivered.complete(true);
			return;
		}
		CompletableFuture<Boolean> settled = delivery.settle();
		settled.thenAccept(delivered::complete);
		delivered.whenComplete((all, ex) -> settled.cancel(false));
	}

	/**
	 * Takes one batch at a time, so that the answers of the server get their turn, and
	 * only what waits now, so that it comes to an end.
	 */
	private void drain(int waiting, Runnable then) {
		drain(waiting, then, 0);
	}

	private void drain(int waiting, Runnable then, int pauses) {
		int limit = Math.min(waiting, batchSize());
		if (limit <= 0) {
			Delivery delivery = delivery();
			if (delivery != null && !this.admission.isOpen()) {
				delivery.discard();
			}
			then.run();
			return;
		}
		try {
			if (pauses < MAX_PAUSES && isCongested(limit)) {
				this.thread.schedule(() -> drain(waiting, then, pauses + 1), PAUSE);
				return;
			}
			exportNext(limit);
		}
		catch (Throwable ex) {
			// Such as being out of memory: what comes later has another chance
			this.draining.set(false);
			throw ex;
		}
		this.thread.execute(() -> drain(waiting - limit, then));
	}

}
