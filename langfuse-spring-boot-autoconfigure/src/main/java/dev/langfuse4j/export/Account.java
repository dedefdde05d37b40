package dev.langfuse4j.export;

import dev.langfuse4j.observation.ObservationData;

/**
 * Settles observations: frees their place in the queue and counts what became of them,
 * once each.
 */
final class Account {

	private final ObservationQueue queue;

	private final ExportStatistics statistics;

	private boolean closed;

	Account(ObservationQueue queue, ExportStatistics statistics) {
		this.queue = queue;
		this.statistics = statistics;
	}

	boolean isTight() {
		return this.queue.isTight();
	}

	synchronized void delivered(int observations, long heldBytes) {
		if (!this.closed) {
			this.queue.release(observations, heldBytes);
			this.statistics.countDelivered(observations);
		}
	}

	synchronized void lost(LossReason reason, int observations, long heldBytes) {
		if (!this.closed) {
			this.queue.release(observations, heldBytes);
			this.statistics.countLost(reason, observations);
		}
	}

	/**
	 * Observations have another place than the queue.
	 */
	synchronized void moved(int observations, long heldBytes) {
		if (!this.closed) {
			this.queue.release(observations, heldBytes);
		}
	}

	ExportStatistics statistics() {
		return this.statistics;
	}

	/**
	 * An observation has been masked and weighs less or more than when it was taken.
	 */
	synchronized void masked(ObservationData observation, ObservationData masked) {
		if (!this.closed) {
			this.queue.letGo(observation);
			this.queue.release(0, (long) observation.weight() - masked.weight());
		}
	}

	/**
	 * An observation that has not been masked is lost.
	 */
	synchronized void lost(LossReason reason, ObservationData observation) {
		if (!this.closed) {
			this.queue.letGo(observation);
			lost(reason, 1, observation.weight());
		}
	}

	/**
	 * Counts all that has a place in the queue as lost at the end. What becomes of it
	 * afterwards, as on an export thread that is stuck in somebody's code, does not count
	 * again.
	 */
	synchronized void close() {
		this.closed = true;
		int held = this.queue.held();
		this.queue.release(held, this.queue.heldBytes());
		this.statistics.countLost(LossReason.SHUTDOWN, held);
	}

}
