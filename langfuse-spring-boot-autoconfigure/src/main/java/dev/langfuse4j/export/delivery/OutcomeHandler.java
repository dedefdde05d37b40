package dev.langfuse4j.export.delivery;

import java.util.List;

import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.queue.Admission;
import dev.langfuse4j.http.Outcome;

/**
 * What becomes of a batch by the answer to it. Touched by the export thread only.
 */
final class OutcomeHandler {

	private final int budget;

	private final Admission admission;

	private final RequestGate gate;

	private final Backlog backlog;

	private final BatchSplitter splitter;

	private final Settlement settlement;

	private final DeliveryLog log;

	/**
	 * Creates a handler.
	 * @param budget how often a batch may fail while others succeed
	 */
	OutcomeHandler(int budget, Admission admission, RequestGate gate, Backlog backlog, BatchSplitter splitter,
			Settlement settlement, DeliveryLog log) {
		this.budget = budget;
		this.admission = admission;
		this.gate = gate;
		this.backlog = backlog;
		this.splitter = splitter;
		this.settlement = settlement;
		this.log = log;
	}

	void handle(Batch batch, Outcome outcome) {
		switch (outcome.kind()) {
			case DELIVERED -> delivered(batch, outcome);
			case PARTIAL -> partlyDelivered(batch, outcome);
			case RETRY -> retry(batch, outcome);
			case MISCONFIGURED -> misconfigured(batch, outcome);
			case WITHHELD -> {
				this.admission.withheld();
				this.backlog.waitFirst(batch);
			}
			case TOO_LARGE -> tooLarge(batch, outcome);
			case REJECTED -> rejected(batch, outcome);
			default -> throw new IllegalStateException("Unknown outcome");
		}
	}

	private void delivered(Batch batch, Outcome outcome) {
		this.log.delivered(outcome);
		this.gate.succeeded();
		this.settlement.delivered(batch);
	}

	/**
	 * The server has it, so it is not sent again, although some of it is lost.
	 */
	private void partlyDelivered(Batch batch, Outcome outcome) {
		int rejected = (int) Math.min(batch.size(), outcome.rejected());
		this.log.rejected(outcome, rejected);
		this.gate.succeeded();
		this.settlement.partlyDelivered(batch, rejected);
	}

	/**
	 * What has failed waits, longer each time, and so does all else while nothing
	 * succeeds: a server in trouble gets the fewer requests the longer it lasts.
	 */
	private void retry(Batch batch, Outcome outcome) {
		this.log.failed(outcome);
		batch.delayUntil(this.gate.failed(outcome.retryAfter(), batch.attempts(), batch.sent()));
		if (outcome.isSuspicious()) {
			batch.failed(this.gate.successes());
		}
		if (batch.strikes() > this.budget) {
			suspect(batch);
		}
		else {
			// Not first, also as a probe: it may be the cause
			this.backlog.waitLast(batch);
		}
		if (this.gate.isHurried()) {
			this.settlement.keepWaiting();
		}
	}

	/**
	 * The server takes others but keeps failing on this one: somewhere in it is the
	 * cause.
	 */
	private void suspect(Batch batch) {
		if (batch.size() == 1) {
			this.log.lost(LossReason.REJECTED, 1);
			this.settlement.lose(batch, LossReason.REJECTED);
			return;
		}
		this.backlog.replace(batch, this.splitter.halve(batch, this.budget / 2));
	}

	private void misconfigured(Batch batch, Outcome outcome) {
		this.log.failed(outcome);
		if (this.gate.isHurried()) {
			this.backlog.waitFirst(batch);
			this.settlement.giveUp();
			return;
		}
		this.gate.misconfigured(batch.sent());
		this.backlog.waitFirst(batch);
	}

	private void tooLarge(Batch batch, Outcome outcome) {
		this.log.failed(outcome);
		this.gate.answered();
		if (batch.size() > 1) {
			this.backlog.replace(batch, this.splitter.halve(batch, batch.strikes()));
			return;
		}
		Batch trimmed = this.splitter.trim(batch);
		if (trimmed != null) {
			this.backlog.replace(batch, List.of(trimmed));
		}
		else {
			this.settlement.lose(batch, LossReason.TOO_LARGE);
		}
	}

	private void rejected(Batch batch, Outcome outcome) {
		this.gate.answered();
		if (batch.bisection() == null && batch.size() > 1 && !this.settlement.refusesAll()) {
			batch.bisect(new Bisection(batch.size()));
		}
		if (batch.bisection() == null) {
			this.log.rejected(outcome, batch.size());
			this.settlement.lose(batch, LossReason.REJECTED);
		}
		else if (batch.size() > 1 && batch.bisection().split()) {
			this.log.rejected(outcome, 0);
			this.backlog.replace(batch, this.splitter.halve(batch, batch.strikes()));
		}
		else {
			this.log.lost(LossReason.REJECTED, batch.size());
			this.settlement.lose(batch, LossReason.REJECTED);
		}
	}

}
