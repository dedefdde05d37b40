package dev.langfuse4j.export;

/**
 * Settles observations: frees their place in the queue and counts what became of them.
 */
final class Account {

	private final ObservationQueue queue;

	private final ExportStatistics statistics;

	Account(ObservationQueue queue, ExportStatistics statistics) {
		this.queue = queue;
		this.statistics = statistics;
	}

	void delivered(int observations, long heldBytes) {
		this.queue.release(observations, heldBytes);
		this.statistics.countDelivered(observations);
	}

	void lost(LossReason reason, int observations, long heldBytes) {
		this.queue.release(observations, heldBytes);
		this.statistics.countLost(reason, observations);
	}

}
