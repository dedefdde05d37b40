package dev.langfuse4j.export.delivery;

import java.util.List;

import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.QueueOverflow;
import dev.langfuse4j.export.queue.DeliveryLedger;
import dev.langfuse4j.observation.ObservationData;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of batches in the end: delivered, lost, or kept on disk. Touched by the
 * export thread only.
 */
final class Settlement {

	private final Backlog backlog;

	private final DeliveryLedger ledger;

	private final DeliveryLog log;

	private final @Nullable Spill spill;

	private final boolean dropOldest;

	/**
	 * Whether the last search for what the server refuses found that it refuses all.
	 */
	private boolean refusesAll;

	Settlement(Backlog backlog, DeliveryLedger ledger, DeliveryLog log, @Nullable Spill spill, QueueOverflow overflow) {
		this.backlog = backlog;
		this.ledger = ledger;
		this.log = log;
		this.spill = spill;
		this.dropOldest = overflow == QueueOverflow.DROP_OLDEST;
	}

	boolean refusesAll() {
		return this.refusesAll;
	}

	void delivered(Batch batch) {
		this.refusesAll = false;
		this.ledger.delivered(batch.size(), batch.heldBytes());
		settle(batch, true);
	}

	/**
	 * The server has the batch, but has not taken all of it.
	 */
	void partlyDelivered(Batch batch, int rejected) {
		this.refusesAll = false;
		this.ledger.delivered(batch.size() - rejected, batch.heldBytes());
		this.ledger.lost(LossReason.REJECTED, rejected, 0);
		settle(batch, false);
	}

	void lose(Batch batch, LossReason reason) {
		if (this.backlog.contains(batch)) {
			this.ledger.lost(reason, batch.size(), batch.heldBytes());
			settle(batch, false);
		}
	}

	void failedToEncode(ObservationData observation) {
		this.ledger.lost(LossReason.ENCODE_ERROR, 1, observation.weight());
		this.log.lost(LossReason.ENCODE_ERROR, 1);
	}

	/**
	 * Makes room before there is none.
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
			oldest.observations().forEach((observation) -> observation.trace().markIncomplete());
			this.log.lost(LossReason.QUEUE_FULL, oldest.size());
			lose(oldest, LossReason.QUEUE_FULL);
		}
	}

	/**
	 * The nanoseconds until the disk may have room for batches that the queue has none
	 * for, 0 if there is no need to wait.
	 */
	long untilRelief() {
		return (this.spill != null && this.ledger.isTight()) ? Math.max(0, this.spill.untilWritable()) : 0;
	}

	/**
	 * Discards what is not under way: nobody wants it any more.
	 */
	void discard() {
		Batch next;
		while ((next = this.backlog.takeHead()) != null) {
			this.log.lost(LossReason.UNKNOWN_PROJECT, next.size());
			lose(next, LossReason.UNKNOWN_PROJECT);
		}
	}

	/**
	 * Keeps all that is not under way on disk, as far as the disk takes it.
	 */
	void keepWaiting() {
		keep(this.backlog.waiting());
	}

	/**
	 * Gives up what is not under way: there is no time for it.
	 */
	void giveUp() {
		keepWaiting();
		this.backlog.waiting().forEach((batch) -> lose(batch, LossReason.SHUTDOWN));
	}

	/**
	 * Comes to an end with all that is open.
	 */
	void abandon() {
		keep(this.backlog.all());
		this.backlog.all().forEach((batch) -> lose(batch, LossReason.SHUTDOWN));
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
		this.ledger.moved(batch.size(), batch.heldBytes());
		settle(batch, false);
	}

	private void settle(Batch batch, boolean delivered) {
		this.backlog.settle(batch, delivered);
		Bisection bisection = batch.bisection();
		if (bisection != null) {
			bisection.settled(delivered);
			this.refusesAll |= bisection.isFruitless();
		}
	}

}
