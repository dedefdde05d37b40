/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.util.List;

import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.QueueOverflow;
import dev.langfuse4j.export.queue.QueueLedger;
import org.jspecify.annotations.Nullable;

/**
 * Makes room in memory, and comes to an end with what waits there: on disk, or nowhere.
 * Touched by the export thread only.
 */
final class BacklogRelief {

	private final Backlog backlog;

	private final QueueLedger ledger;

	private final Settlement settlement;

	private final DeliveryLog log;

	private final @Nullable Spill spill;

	private final boolean dropOldest;

	BacklogRelief(Backlog backlog, QueueLedger ledger, Settlement settlement, DeliveryLog log, @Nullable Spill spill,
			QueueOverflow overflow) {
		this.backlog = backlog;
		this.ledger = ledger;
		this.settlement = settlement;
		this.log = log;
		this.spill = spill;
		this.dropOldest = overflow == QueueOverflow.DROP_OLDEST;
	}

	/**
	 * Makes room before the queue is full.
	 */
	void relieve() {
		while ((this.spill != null || this.dropOldest) && this.ledger.isTight()) {
			Batch oldest = this.backlog.takeHead();
			if (oldest == null) {
				return;
			}
			if (keep(oldest)) {
				continue;
			}
			if (!this.dropOldest) {
				this.backlog.waitFirst(oldest);
				return;
			}
			oldest.payload().giveUp();
			this.log.lost(LossReason.QUEUE_FULL, oldest);
			this.settlement.lose(this.backlog, oldest, LossReason.QUEUE_FULL);
		}
	}

	/**
	 * Returns the nanoseconds until the disk may have room for batches without room in
	 * the queue, 0 if there is no need to wait.
	 */
	long untilRelief() {
		return (this.spill != null && this.ledger.isTight()) ? Math.max(0, this.spill.untilWritable()) : 0;
	}

	/**
	 * Discards batches that are not under way, because they are no longer needed.
	 */
	void discard() {
		Batch next;
		while ((next = this.backlog.takeHead()) != null) {
			this.log.lost(LossReason.UNKNOWN_PROJECT, next);
			this.settlement.lose(this.backlog, next, LossReason.UNKNOWN_PROJECT);
		}
	}

	/**
	 * Keeps all that is not under way on disk, as far as the disk takes it.
	 */
	void keepWaiting() {
		keep(this.backlog.waiting());
	}

	/**
	 * Gives up batches that are not under way, because there is no time left.
	 */
	void giveUp() {
		keepWaiting();
		this.backlog.waiting().forEach((batch) -> this.settlement.lose(this.backlog, batch, LossReason.SHUTDOWN));
	}

	/**
	 * Comes to an end with all that is open.
	 */
	void abandon() {
		keep(this.backlog.all());
		this.backlog.all().forEach((batch) -> this.settlement.lose(this.backlog, batch, LossReason.SHUTDOWN));
	}

	private void keep(List<Batch> batches) {
		if (this.spill != null) {
			for (Batch batch : batches) {
				if (this.spill.keepNow(batch)) {
					kept(batch);
				}
			}
		}
	}

	private boolean keep(Batch batch) {
		if (this.spill == null || !this.spill.keep(batch)) {
			return false;
		}
		kept(batch);
		return true;
	}

	private void kept(Batch batch) {
		this.ledger.moved(batch.size(), batch.payload().heldBytes());
		this.settlement.moved(this.backlog, batch);
	}

}
