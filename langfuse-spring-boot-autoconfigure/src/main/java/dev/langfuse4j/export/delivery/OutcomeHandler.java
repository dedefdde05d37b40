/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.queue.Admission;
import dev.langfuse4j.http.Outcome;

/**
 * Handles the response to a batch from memory or from disk. Touched by the export thread
 * only.
 */
final class OutcomeHandler {

	private final int budget;

	private final Admission admission;

	private final RequestGate gate;

	private final Settlement settlement;

	private final BacklogRelief relief;

	private final CompressionRule compression;

	private final DeliveryLog log;

	/**
	 * Creates a handler.
	 * @param budget the number of failures of a batch while others succeed
	 * @param admission is notified of missing credentials
	 * @param gate is notified of the state of the server
	 * @param settlement settles batches
	 * @param relief ends the waiting batches in memory
	 * @param compression is notified of requests that are too large uncompressed
	 * @param log says what is wrong
	 */
	OutcomeHandler(int budget, Admission admission, RequestGate gate, Settlement settlement, BacklogRelief relief,
			CompressionRule compression, DeliveryLog log) {
		this.budget = budget;
		this.admission = admission;
		this.gate = gate;
		this.settlement = settlement;
		this.relief = relief;
		this.compression = compression;
		this.log = log;
	}

	/**
	 * Handles a response.
	 * @param backlog the backlog in which the batch is open
	 * @param batch the sent batch
	 * @param request the request
	 * @param outcome the outcome
	 */
	void handle(Backlog backlog, Batch batch, PayloadRequest request, Outcome outcome) {
		ItemOutcomes items = batch.payload().items(request, outcome);
		if (items != null) {
			itemByItem(backlog, batch, outcome, items);
			return;
		}
		switch (outcome.kind()) {
			case DELIVERED -> delivered(backlog, batch, outcome);
			case PARTIAL -> partlyDelivered(backlog, batch, outcome);
			case RETRY -> retry(backlog, batch, outcome);
			case MISCONFIGURED -> misconfigured(backlog, batch, outcome);
			case WITHHELD -> {
				this.admission.withheld();
				backlog.waitFirst(batch);
			}
			case TOO_LARGE -> tooLarge(backlog, batch, outcome);
			case REJECTED -> rejected(backlog, batch, outcome);
			default -> throw new IllegalStateException("Unknown outcome");
		}
	}

	/**
	 * The answer says of each item what became of it.
	 */
	private void itemByItem(Backlog backlog, Batch batch, Outcome outcome, ItemOutcomes items) {
		List<Batch> parts = this.settlement.divide(backlog, batch,
				Stream.of(items.delivered(), items.refused(), items.again()).filter(Objects::nonNull).toList());
		boolean takes = items.delivered() != null || items.refused() != null;
		if (items.delivered() != null) {
			this.log.delivered(outcome);
			this.gate.succeeded();
		}
		else if (takes) {
			this.gate.answered();
		}
		for (Batch part : parts) {
			if (part.payload() == items.delivered()) {
				this.settlement.delivered(backlog, part);
			}
			else if (part.payload() == items.refused()) {
				this.log.refused(items.reason(), part);
				this.settlement.lose(backlog, part, LossReason.REJECTED);
			}
			else if (items.elsewhere()) {
				backlog.waitFirst(part);
			}
			else {
				part.delayUntil(takes ? this.gate.later(part.attempts())
						: this.gate.failed(null, part.attempts(), part.sent()));
				part.failed(this.gate.successes());
				again(backlog, part);
			}
		}
	}

	private void again(Backlog backlog, Batch batch) {
		if (batch.strikes() > this.budget) {
			suspect(backlog, batch);
		}
		else {
			// Not first, also as a probe: it may be the cause
			backlog.waitLast(batch);
		}
		if (this.gate.isHurried()) {
			this.relief.keepWaiting();
		}
	}

	private void delivered(Backlog backlog, Batch batch, Outcome outcome) {
		this.log.delivered(outcome);
		this.gate.succeeded();
		this.settlement.delivered(backlog, batch);
	}

	/**
	 * The server has it, so it is not sent again, although some of it is lost.
	 */
	private void partlyDelivered(Backlog backlog, Batch batch, Outcome outcome) {
		int rejected = (int) Math.min(batch.size(), outcome.rejected());
		this.log.rejected(outcome, rejected);
		this.gate.succeeded();
		this.settlement.partlyDelivered(backlog, batch, rejected);
	}

	/**
	 * A failed batch waits, longer each time, and so do all others while no request
	 * succeeds, so that a failing server gets fewer requests the longer it fails.
	 */
	private void retry(Backlog backlog, Batch batch, Outcome outcome) {
		this.log.failed(outcome);
		batch.delayUntil(this.gate.failed(outcome.retryAfter(), batch.attempts(), batch.sent()));
		if (outcome.isSuspicious()) {
			batch.failed(this.gate.successes());
		}
		again(backlog, batch);
	}

	/**
	 * The server takes others but keeps failing on this one: somewhere in it is the
	 * cause.
	 */
	private void suspect(Backlog backlog, Batch batch) {
		if (batch.size() == 1) {
			lose(backlog, batch, LossReason.REJECTED);
			return;
		}
		halve(backlog, batch, this.budget / 2);
	}

	/**
	 * Near the end, what waits in memory is given up: then there is nothing to probe
	 * with, unless something waits on disk.
	 */
	private void misconfigured(Backlog backlog, Batch batch, Outcome outcome) {
		this.log.failed(outcome);
		backlog.waitFirst(batch);
		if (this.gate.isHurried()) {
			this.relief.giveUp();
		}
		if (backlog.isWaiting()) {
			this.gate.misconfigured(batch.sent());
		}
	}

	/**
	 * Servers count the bytes that are sent: compressed, the request may be small enough.
	 */
	private void tooLarge(Backlog backlog, Batch batch, Outcome outcome) {
		Batch compressed = batch.compressed();
		if (compressed != null) {
			this.compression.refused();
			this.gate.answered();
			backlog.replace(batch, List.of(compressed));
			return;
		}
		this.log.failed(outcome);
		this.gate.answered();
		if (batch.size() > 1) {
			halve(backlog, batch, batch.strikes());
			return;
		}
		Batch smaller = batch.smaller();
		if (smaller != null) {
			backlog.replace(batch, List.of(smaller));
		}
		else {
			lose(backlog, batch, LossReason.TOO_LARGE);
		}
	}

	private void rejected(Backlog backlog, Batch batch, Outcome outcome) {
		this.gate.answered();
		if (batch.bisection() == null && batch.size() > 1 && !this.settlement.refusesAll()) {
			batch.bisect(new Bisection(batch.size()));
		}
		if (batch.bisection() == null) {
			this.log.rejected(outcome, batch.size());
			this.settlement.lose(backlog, batch, LossReason.REJECTED);
		}
		else if (batch.size() > 1 && batch.bisection().split()) {
			this.log.rejected(outcome, 0);
			halve(backlog, batch, batch.strikes());
		}
		else {
			lose(backlog, batch, LossReason.REJECTED);
		}
	}

	private void halve(Backlog backlog, Batch batch, int strikes) {
		this.settlement.split(backlog, batch, batch.size() / 2, strikes);
	}

	private void lose(Backlog backlog, Batch batch, LossReason reason) {
		this.log.lost(reason, batch);
		this.settlement.lose(backlog, batch, reason);
	}

}
