/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;

import dev.langfuse4j.export.ExportSettings;
import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.queue.Admission;
import dev.langfuse4j.export.queue.QueueLedger;
import dev.langfuse4j.http.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Sends waiting requests as soon as possible: new requests first, and stored requests
 * beside them. Used by the export thread only.
 */
final class DeliveryPump {

	/**
	 * The number of requests that leave soon, for each request that may be under way:
	 * itself and the next one. Compressing that one takes longer than it waits, and its
	 * response would be handled later.
	 */
	private static final int SOON = 2;

	private final DeliveryThread thread;

	private final Sender sender;

	private final LongSupplier ticks;

	private final DeliveryHistory history;

	private final Admission admission;

	private final int maxInFlight;

	private final RequestGate gate;

	private final Backlog backlog;

	private final Settlement settlement = new Settlement();

	private final BacklogRelief relief;

	private final CompressionRule compression;

	private final OutcomeHandler outcomes;

	private final @Nullable StoredBacklog stored;

	/**
	 * Interval of checks whether a project with requests on disk is available again.
	 */
	private final Backoff looks;

	private int looked;

	private boolean ended;

	/**
	 * The scheduled wake-up for waiting requests.
	 */
	private Future<?> nextPump = CompletableFuture.completedFuture(null);

	DeliveryPump(DeliveryThread thread, RequestKind kind, ExportSettings settings, QueueLedger ledger,
			Admission admission, DeliveryLog log, @Nullable Spill spill, DeliveryHistory history, Sender sender,
			LongSupplier ticks) {
		this.thread = thread;
		this.sender = sender;
		this.ticks = ticks;
		this.history = history;
		this.admission = admission;
		this.maxInFlight = settings.maxInFlight();
		this.gate = new RequestGate(settings.retry(), settings.maxInFlight(), ticks);
		this.backlog = new Backlog(ledger, LossReason.ENCODE_ERROR, ticks);
		this.relief = new BacklogRelief(this.backlog, ledger, this.settlement, log, spill, settings.overflow());
		this.compression = new CompressionRule(settings.compression(), history::bytesPerSecond);
		this.outcomes = new OutcomeHandler(settings.retry().budget(), admission, this.gate, this.settlement,
				this.relief, this.compression, log);
		this.stored = (spill != null) ? new StoredBacklog(spill, kind, ledger.statistics(), ticks) : null;
		this.looks = new Backoff(settings.retry().firstProbe(), settings.retry().maxProbe());
	}

	/**
	 * Returns the gate of requests to the server.
	 */
	RequestGate gate() {
		return this.gate;
	}

	/**
	 * Returns the batches that are new and not settled.
	 */
	Backlog backlog() {
		return this.backlog;
	}

	/**
	 * Makes room in the backlog.
	 */
	BacklogRelief relief() {
		return this.relief;
	}

	/**
	 * Returns how many of the next requests are not compressed.
	 * @param behind whether another full batch waits to be encoded
	 */
	int uncompressed(boolean behind) {
		// Responses that have arrived leave a place before the thread handles them
		int soon = this.maxInFlight * SOON - this.history.underWay() - this.backlog.countWaiting();
		return this.compression.uncompressed(isFlowing() ? Math.max(0, soon) : 0, behind);
	}

	/**
	 * Whether the next request would be compressed only because the requests before it
	 * have not been answered yet.
	 * @param behind whether another full batch waits to be encoded
	 */
	boolean isCongested(boolean behind) {
		return isFlowing() && uncompressed(behind) == 0 && this.compression.uncompressed(1, behind) > 0;
	}

	private boolean isFlowing() {
		return !this.ended && !this.gate.isProbing() && this.gate.pause() <= 0;
	}

	/**
	 * Sends nothing any more.
	 */
	void end() {
		this.ended = true;
	}

	boolean isEnded() {
		return this.ended;
	}

	/**
	 * Sends what may be sent, also what should wait for a retry.
	 */
	void pumpAll() {
		long now = this.ticks.getAsLong();
		this.backlog.delayUntil(now);
		if (this.stored != null) {
			this.stored.delayUntil(now);
		}
		pump();
	}

	/**
	 * Sends at once what would be delayed after a failure, because a flush waits for it.
	 * If the server has sent {@code Retry-After}, this happens after that time. Another
	 * flush may have skipped a delay just before.
	 * @return whether a delay was skipped
	 */
	boolean skipDelay() {
		boolean delayed = this.gate.isDelayed() || (!this.gate.isHurried()
				&& (this.backlog.isDelayed() || (this.stored != null && this.stored.isDelayed())));
		if (!delayed || !this.gate.skipOnce()) {
			return false;
		}
		this.backlog.skipped();
		pumpAll();
		return true;
	}

	/**
	 * Sends the next requests: new requests first, and stored requests beside them.
	 */
	void pump() {
		if (this.ended) {
			return;
		}
		this.nextPump.cancel(false);
		long wait = this.admission.isOpen() ? sendNext() : untilLook();
		if (wait < Long.MAX_VALUE) {
			this.nextPump = this.thread.schedule(this::pump, wait);
		}
		this.history.stands(this.gate.state(), this.backlog.oldest());
	}

	/**
	 * Gives up batches in memory, because the project is not available. Requests on disk
	 * stay there.
	 * @return the nanoseconds until it is looked again, the greatest value for never
	 */
	private long untilLook() {
		this.relief.discard();
		if (this.stored == null || !this.stored.isWaiting()) {
			return Long.MAX_VALUE;
		}
		this.admission.availability();
		return this.looks.ceiling(++this.looked);
	}

	/**
	 * Sends all that may be sent now.
	 * @return the nanoseconds until the next may be, the greatest value if that is up to
	 * others
	 */
	private long sendNext() {
		this.looked = 0;
		if (this.gate.isLeftAlone()) {
			this.relief.giveUp();
		}
		while (this.gate.pause() <= 0 && this.gate.isFree()) {
			Batch next = next(this.backlog);
			if (next == null) {
				break;
			}
			this.gate.started();
			send(this.backlog, next, this.gate::ended);
		}
		long untilStored = sendStored();
		long untilNext = Long.MAX_VALUE;
		if (this.gate.isFree() && this.backlog.isWaiting()) {
			untilNext = this.gate.isProbing() ? 0 : this.backlog.untilNextDue();
		}
		long next = Math.min(untilStored, untilNext);
		return (next < Long.MAX_VALUE) ? Math.max(this.gate.pause(), next) : next;
	}

	private long sendStored() {
		boolean probing = this.gate.isProbing();
		if (this.stored == null || !this.stored.isWaiting() || (probing && !this.backlog.isEmpty())) {
			return Long.MAX_VALUE;
		}
		if (this.gate.pause() <= 0 && this.stored.untilNext(probing) <= 0) {
			Backlog oldest = this.stored.oldest();
			Batch next = next(oldest);
			if (next != null) {
				this.stored.started();
				send(oldest, next, this.stored::ended);
				return Long.MAX_VALUE;
			}
			if (!this.stored.isWaiting()) {
				return Long.MAX_VALUE;
			}
		}
		return this.stored.untilNext(probing);
	}

	/**
	 * The next batch of a backlog. A server in trouble gets as little as can be: only the
	 * first item of it.
	 */
	private @Nullable Batch next(Backlog from) {
		Batch next = take(from);
		if (next == null || next.size() <= maxItems(next)) {
			return next;
		}
		from.waitFirst(next);
		this.settlement.split(from, next, maxItems(next), next.strikes());
		return take(from);
	}

	private @Nullable Batch take(Backlog from) {
		return this.gate.isProbing() ? from.takeHead() : from.takeDue();
	}

	private int maxItems(Batch batch) {
		return this.gate.isProbing() ? 1 : batch.payload().maxItems();
	}

	private void send(Backlog from, Batch batch, Runnable ended) {
		PayloadRequest request;
		try {
			request = batch.payload().request();
		}
		catch (Throwable ex) {
			// Such as being out of memory: the next one has another chance
			ended.run();
			this.settlement.lose(from, batch, from.unreadable());
			this.thread.execute(this::answered);
			return;
		}
		batch.attempt(this.gate.successes(), this.ticks.getAsLong());
		this.gate.space(request.pause());
		this.sender.send(batch.payload(), request, (outcome) -> {
			ended.run();
			received(from, batch, request, outcome);
		});
	}

	private void received(Backlog from, Batch batch, PayloadRequest request, Outcome outcome) {
		try {
			if (from.contains(batch)) {
				this.outcomes.handle(from, batch, request, outcome);
			}
		}
		catch (Throwable ex) {
			this.settlement.lose(from, batch, from.unreadable());
			throw ex;
		}
		finally {
			answered();
		}
	}

	private void answered() {
		boolean hopeless = this.gate.isHopeless();
		if (this.stored != null) {
			this.stored.handled();
		}
		boolean mayRetry = !this.gate.isMisconfigured() && this.backlog.mayFlushSkip();
		if (!mayRetry || !skipDelay()) {
			pump();
		}
		if (hopeless) {
			this.backlog.giveUpWaiting();
		}
	}

}
