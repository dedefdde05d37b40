package dev.langfuse4j.export.queue;

import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.ObservationData;

/**
 * Settles observations: frees their place in the queue and counts what became of them,
 * once each. Thread-safe.
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
	 * An observation has been masked and weighs less or more than when it was taken.
	 * @param observation what was taken
	 * @param masked what is left of it
	 */
	public synchronized void masked(ObservationData observation, ObservationData masked) {
		if (!this.closed) {
			this.queue.letGo(observation);
			this.queue.release(0, (long) observation.weight() - masked.weight());
		}
	}

	/**
	 * An observation that has not been masked is lost.
	 * @param reason why
	 * @param observation what was taken
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
