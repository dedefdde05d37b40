/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Waits for the batches that were open when a flush started. Used by the export thread
 * only, except for the result.
 */
final class FlushTicket {

	private final Set<Batch> open;

	private final CompletableFuture<Boolean> settled = new CompletableFuture<>();

	private boolean delivered = true;

	private boolean maySkip = true;

	FlushTicket(Set<Batch> open) {
		this.open = new HashSet<>(open);
		completeIfSettled();
	}

	/**
	 * Completes with whether all of them were delivered.
	 */
	CompletableFuture<Boolean> settled() {
		return this.settled;
	}

	/**
	 * Whether a delay may be skipped for this flush. A flush skips one delay: one that is
	 * pending when it begins, or the next one.
	 */
	boolean maySkip() {
		return this.maySkip;
	}

	void skipped() {
		this.maySkip = false;
	}

	void settle(Batch batch, boolean delivered) {
		if (this.open.remove(batch)) {
			this.delivered &= delivered;
			completeIfSettled();
		}
	}

	void replace(Batch batch, List<Batch> parts) {
		if (this.open.remove(batch)) {
			this.open.addAll(parts);
			completeIfSettled();
		}
	}

	/**
	 * Records that the batches will not be delivered before the configuration is
	 * corrected.
	 */
	void giveUp() {
		this.open.clear();
		this.delivered = false;
		completeIfSettled();
	}

	private void completeIfSettled() {
		if (this.open.isEmpty()) {
			this.settled.complete(this.delivered);
		}
	}

}
