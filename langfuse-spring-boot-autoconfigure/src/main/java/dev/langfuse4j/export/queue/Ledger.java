package dev.langfuse4j.export.queue;

import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.lang.Internal;

/**
 * Settles what requests carry, once each.
 */
@Internal
public interface Ledger {

	/**
	 * Items are delivered.
	 * @param items how many
	 * @param heldBytes what they weighed in the queue
	 */
	void delivered(int items, long heldBytes);

	/**
	 * Items are lost.
	 * @param reason why
	 * @param items how many
	 * @param heldBytes what they weighed in the queue
	 */
	void lost(LossReason reason, int items, long heldBytes);

}
