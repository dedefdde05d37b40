/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.queue;

import dev.langfuse4j.lang.Internal;

/**
 * Settles items that have a place in a queue. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public interface QueueLedger extends Ledger {

	/**
	 * Whether less than a quarter of the queue is free.
	 * @return whether the queue is about to be full
	 */
	boolean isTight();

	/**
	 * Records that items have left the queue for another place.
	 * @param items their number
	 * @param heldBytes their number of bytes in the queue
	 */
	void moved(int items, long heldBytes);

	/**
	 * Returns the counters of the ledger.
	 * @return the counters
	 */
	ExportCounters statistics();

}
