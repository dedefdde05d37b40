/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.queue.ExportCounters;
import dev.langfuse4j.export.queue.Ledger;

/**
 * Settles what waited on disk, which has no place in the queue.
 */
final class StoredLedger implements Ledger {

	private final ExportCounters statistics;

	StoredLedger(ExportCounters statistics) {
		this.statistics = statistics;
	}

	@Override
	public void delivered(int items, long heldBytes) {
		this.statistics.countReplayed(items);
	}

	@Override
	public void lost(LossReason reason, int items, long heldBytes) {
		this.statistics.countSpilledLost(reason, items);
	}

}
