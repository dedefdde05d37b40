/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.queue;

import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.lang.Internal;

/**
 * Settles what requests carry, once each.
 *
 * @since 0.1.0
 */
@Internal
public interface Ledger {

	/**
	 * Records that items were delivered.
	 * @param items their number
	 * @param heldBytes their number of bytes in the queue
	 */
	void delivered(int items, long heldBytes);

	/**
	 * Records that items were lost.
	 * @param reason the reason
	 * @param items their number
	 * @param heldBytes their number of bytes in the queue
	 */
	void lost(LossReason reason, int items, long heldBytes);

}
