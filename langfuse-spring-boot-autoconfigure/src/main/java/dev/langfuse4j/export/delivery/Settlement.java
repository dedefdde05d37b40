/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.util.List;

import dev.langfuse4j.export.LossReason;

/**
 * Comes to an end with batches: delivered, lost, kept elsewhere, or replaced by smaller
 * ones. Touched by the export thread only.
 */
final class Settlement {

	/**
	 * Whether the last search found that the server refuses everything.
	 */
	private boolean refusesAll;

	boolean refusesAll() {
		return this.refusesAll;
	}

	void delivered(Backlog backlog, Batch batch) {
		this.refusesAll = false;
		backlog.ledger().delivered(batch.size(), batch.payload().heldBytes());
		settle(backlog, batch, true);
	}

	/**
	 * The server has the batch, but has not taken all of it.
	 */
	void partlyDelivered(Backlog backlog, Batch batch, int rejected) {
		this.refusesAll = false;
		backlog.ledger().delivered(batch.size() - rejected, batch.payload().heldBytes());
		backlog.ledger().lost(LossReason.REJECTED, rejected, 0);
		settle(backlog, batch, false);
	}

	void lose(Backlog backlog, Batch batch, LossReason reason) {
		if (backlog.contains(batch)) {
			backlog.ledger().lost(reason, batch.size(), batch.payload().heldBytes());
			settle(backlog, batch, false);
		}
	}

	/**
	 * Puts two parts in the place of a batch.
	 * @param first how many items go into the first part
	 * @param strikes how often each part counts as failed
	 */
	void split(Backlog backlog, Batch batch, int first, int strikes) {
		List<Batch> parts;
		try {
			parts = batch.split(first, strikes);
		}
		catch (RuntimeException ex) {
			lose(backlog, batch, backlog.unreadable());
			return;
		}
		backlog.replace(batch, parts);
	}

	/**
	 * Puts parts in the place of a batch by what became of its items. None of them waits.
	 * @param parts the parts of the items
	 */
	List<Batch> divide(Backlog backlog, Batch batch, List<? extends Payload> parts) {
		List<Batch> batches = parts.stream().map(batch::part).toList();
		Bisection bisection = batch.bisection();
		if (bisection != null) {
			bisection.replaced(batches.size());
		}
		backlog.divide(batch, batches);
		return batches;
	}

	/**
	 * The batch is not here any more, and not delivered yet.
	 */
	void moved(Backlog backlog, Batch batch) {
		settle(backlog, batch, false);
	}

	private void settle(Backlog backlog, Batch batch, boolean delivered) {
		backlog.settle(batch, delivered);
		Bisection bisection = batch.bisection();
		if (bisection != null) {
			bisection.settled(delivered);
			this.refusesAll |= bisection.isFruitless();
		}
	}

}
