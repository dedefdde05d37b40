package dev.langfuse4j.export.delivery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BiConsumer;

import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.queue.ExportCounters;
import dev.langfuse4j.export.spill.SpilledRequest;
import dev.langfuse4j.http.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Sends what waits on disk: oldest first, one request at a time, beside what is new. A
 * request is forgotten once all of it is settled. Touched by the export thread only.
 */
final class Replay {

	private final Spill spill;

	private final RequestGate gate;

	private final int budget;

	private final ExportCounters statistics;

	private final DeliveryLog log;

	/**
	 * The request that is being sent, and what is left of it.
	 */
	private @Nullable SpilledRequest current;

	private final Deque<SpillPart> parts = new ArrayDeque<>();

	private boolean underWay;

	Replay(Spill spill, RequestGate gate, int budget, ExportCounters statistics, DeliveryLog log) {
		this.spill = spill;
		this.gate = gate;
		this.budget = budget;
		this.statistics = statistics;
		this.log = log;
	}

	/**
	 * Whether something waits, and may be sent when the gate allows it.
	 */
	boolean isWaiting() {
		return !this.underWay && !this.spill.isEmpty();
	}

	/**
	 * The nanoseconds until the disk may be read, not positive if it may now.
	 */
	long untilReadable() {
		return this.spill.untilReadable();
	}

	/**
	 * Sends the next request if there is one.
	 * @param sender sends a body
	 */
	void send(BiConsumer<SpillPart, Replay> sender) {
		if (!isWaiting()) {
			return;
		}
		if (this.parts.isEmpty()) {
			this.current = this.spill.peek();
			if (this.current == null) {
				return;
			}
			this.parts.add(new SpillPart(this.current.observations(), this.current.body(), this.gate.successes()));
		}
		SpillPart next = this.parts.element();
		this.underWay = true;
		next.attempt();
		sender.accept(next, this);
	}

	void received(SpillPart part, Outcome outcome) {
		this.underWay = false;
		switch (outcome.kind()) {
			case DELIVERED -> {
				this.log.delivered(outcome);
				this.gate.succeeded();
				this.statistics.countReplayed(part.observations());
				done(List.of());
			}
			case PARTIAL -> {
				int rejected = (int) Math.min(part.observations(), outcome.rejected());
				this.log.rejected(outcome, rejected);
				this.gate.succeeded();
				this.statistics.countReplayed(part.observations() - rejected);
				this.statistics.countSpilledLost(LossReason.REJECTED, rejected);
				done(List.of());
			}
			case RETRY -> {
				this.log.failed(outcome);
				this.gate.failed(outcome.retryAfter(), part.attempts(), part.sent());
				if (outcome.isSuspicious() && part.failed(this.gate.successes()) > this.budget) {
					halveOrLose(part, part.observations() > 1, LossReason.REJECTED);
				}
			}
			case MISCONFIGURED, WITHHELD -> {
				this.log.failed(outcome);
				this.gate.misconfigured(part.sent());
			}
			case TOO_LARGE -> {
				this.gate.answered();
				halveOrLose(part, part.observations() > 1, LossReason.TOO_LARGE);
			}
			case REJECTED -> {
				this.gate.answered();
				halveOrLose(part, part.bisect(), LossReason.REJECTED);
			}
			default -> throw new IllegalStateException("Unknown outcome");
		}
	}

	private void halveOrLose(SpillPart part, boolean halve, LossReason reason) {
		if (halve) {
			try {
				done(part.halves());
			}
			catch (RuntimeException ex) {
				lose(part, LossReason.SPILL_DAMAGED);
			}
			return;
		}
		lose(part, reason);
	}

	private void lose(SpillPart part, LossReason reason) {
		this.log.lost(reason, part.observations());
		this.statistics.countSpilledLost(reason, part.observations());
		done(List.of());
	}

	private void done(List<SpillPart> instead) {
		this.parts.remove();
		for (int i = instead.size() - 1; i >= 0; i--) {
			this.parts.addFirst(instead.get(i));
		}
		if (this.parts.isEmpty() && this.current != null) {
			this.spill.remove(this.current);
			this.current = null;
		}
	}

}
