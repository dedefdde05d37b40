package dev.langfuse4j.export.queue;

import dev.langfuse4j.lang.Internal;

/**
 * Settles what has a place in a queue. Thread-safe.
 */
@Internal
public interface QueueLedger extends Ledger {

	/**
	 * Whether there is room for less than a quarter of what there was room for.
	 * @return whether the queue is about to be full
	 */
	boolean isTight();

	/**
	 * Items have another place than the queue.
	 * @param items how many
	 * @param heldBytes what they weighed in the queue
	 */
	void moved(int items, long heldBytes);

	/**
	 * Returns the counters of the ledger.
	 * @return the counters
	 */
	ExportCounters statistics();

}
