/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.queue;

import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.ObservationData;

/**
 * Settles observations: frees their place in the queue and counts what became of them,
 * once each. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class DeliveryLedger implements QueueLedger {

	private final ObservationQueue queue;

	private final ExportCounters statistics;

	private boolean closed;

	DeliveryLedger(ObservationQueue queue, ExportCounters statistics) {
		this.queue = queue;
		this.statistics = statistics;
	}

	@Override
	public boolean isTight() {
		return this.queue.isTight();
	}

	@Override
	public synchronized void delivered(int observations, long heldBytes) {
		if (!this.closed) {
			this.queue.release(observations, heldBytes);
			this.statistics.countDelivered(observations);
		}
	}

	@Override
	public synchronized void lost(LossReason reason, int observations, long heldBytes) {
		if (!this.closed) {
			this.queue.release(observations, heldBytes);
			this.statistics.countLost(reason, observations);
		}
	}

	@Override
	public synchronized void moved(int observations, long heldBytes) {
		if (!this.closed) {
			this.queue.release(observations, heldBytes);
		}
	}

	@Override
	public ExportCounters statistics() {
		return this.statistics;
	}

	/**
	 * Records that an observation was masked, which changes its size.
	 * @param observation the original
	 * @param masked the masked copy
	 */
	public synchronized void masked(ObservationData observation, ObservationData masked) {
		if (!this.closed) {
			this.queue.letGo(observation);
			this.queue.release(0, (long) observation.weight() - masked.weight());
		}
	}

	/**
	 * Records the loss of an observation that was not masked.
	 * @param reason the reason
	 * @param observation the observation
	 */
	public synchronized void lost(LossReason reason, ObservationData observation) {
		if (!this.closed) {
			this.queue.letGo(observation);
			lost(reason, 1, observation.weight());
		}
	}

	/**
	 * Counts all that has a place in the queue as lost at the end. Later outcomes, for
	 * example of an export thread that was stuck in other code, are not counted again.
	 */
	public synchronized void close() {
		this.closed = true;
		int held = this.queue.held();
		this.queue.release(held, this.queue.heldBytes());
		this.statistics.countLost(LossReason.SHUTDOWN, held);
	}

}
