/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.queue;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import dev.langfuse4j.export.ExportStatistics;
import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.lang.Internal;

/**
 * Counts what becomes of observations, of a project or of all of them. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class ExportCounters implements ExportStatistics {

	private final LongAdder accepted = new LongAdder();

	private final LongAdder spilled = new LongAdder();

	private final LongAdder begun = new LongAdder();

	private final LongAdder ended = new LongAdder();

	/**
	 * Number of observations that are counted as unfinished and may still end.
	 */
	private final AtomicLong unfinished = new AtomicLong();

	private final LongAdder delivered = new LongAdder();

	private final Map<LossReason, LongAdder> lost = new EnumMap<>(LossReason.class);

	private final LongAdder unaccepted = new LongAdder();

	private final LongSupplier maskingFailures;

	private final List<ExportCounters> parts = new CopyOnWriteArrayList<>();

	/**
	 * Creates counters that begin at zero.
	 * @param maskingFailures how many texts were left out as masking failed
	 */
	public ExportCounters(LongSupplier maskingFailures) {
		this.maskingFailures = maskingFailures;
		for (LossReason reason : LossReason.values()) {
			this.lost.put(reason, new LongAdder());
		}
	}

	/**
	 * Creates the statistics of a part, which are included in these. Observations that
	 * are open, or ended late, are counted for the whole only.
	 * @return the account of the part
	 */
	public ExportCounters part() {
		ExportCounters part = new ExportCounters(() -> 0);
		this.parts.add(part);
		return part;
	}

	private long sum(Function<ExportCounters, LongAdder> count) {
		long sum = count.apply(this).sum();
		for (ExportCounters part : this.parts) {
			sum += part.sum(count);
		}
		return sum;
	}

	@Override
	public long spilled() {
		return sum((statistics) -> statistics.spilled);
	}

	@Override
	public long open() {
		return Math.max(0, this.begun.sum() - this.ended.sum());
	}

	@Override
	public long accepted() {
		return sum((statistics) -> statistics.accepted);
	}

	@Override
	public long delivered() {
		return sum((statistics) -> statistics.delivered);
	}

	@Override
	public Map<LossReason, Long> lost() {
		Map<LossReason, Long> snapshot = new EnumMap<>(LossReason.class);
		for (LossReason reason : LossReason.values()) {
			snapshot.put(reason, sum((statistics) -> statistics.lost(reason)));
		}
		return Collections.unmodifiableMap(snapshot);
	}

	@Override
	public long maskingFailures() {
		return this.maskingFailures.getAsLong();
	}

	@Override
	public long undelivered() {
		return observed() - delivered();
	}

	@Override
	public long observed() {
		return accepted() + sum((statistics) -> statistics.unaccepted);
	}

	/**
	 * Returns the losses by reason, as text for a log line.
	 * @return a count and a name for each reason that there was
	 */
	public String lostByReason() {
		return lost().entrySet()
			.stream()
			.filter((reason) -> reason.getValue() > 0)
			.map((reason) -> reason.getValue() + " " + reason.getKey().text())
			.collect(Collectors.joining(", "));
	}

	/**
	 * Returns the total number of losses.
	 * @return the count
	 */
	public long totalLost() {
		return lost().values().stream().mapToLong(Long::longValue).sum();
	}

	/**
	 * Counts what went to the spill directory.
	 * @param observations how many
	 */
	public void countSpilled(int observations) {
		this.spilled.add(observations);
	}

	/**
	 * Counts observations of a former process in the spill directory.
	 * @param observations their number
	 */
	public void countAdopted(long observations) {
		this.spilled.add(observations);
		this.accepted.add(observations);
	}

	/**
	 * Counts observations that were delivered from the spill directory.
	 * @param observations their number
	 */
	public void countReplayed(int observations) {
		countDelivered(observations);
		this.spilled.add(-observations);
	}

	/**
	 * Counts observations that were lost from the spill directory.
	 * @param reason the reason
	 * @param observations their number
	 */
	public void countSpilledLost(LossReason reason, long observations) {
		countLost(reason, observations);
		this.spilled.add(-observations);
	}

	/**
	 * An observation has begun.
	 */
	public void countBegun() {
		this.begun.increment();
	}

	/**
	 * An observation has ended.
	 */
	public void countEnded() {
		this.ended.increment();
	}

	/**
	 * Counts one that ended after the export, unless it is counted as unfinished.
	 * @param part where it is counted as lost
	 */
	public void countLate(ExportCounters part) {
		countEnded();
		if (this.unfinished.getAndUpdate((left) -> Math.max(0, left - 1)) == 0) {
			part.countUnaccepted(LossReason.SHUTDOWN, 1);
		}
	}

	/**
	 * Counts all that have not ended.
	 * @param part where they are counted as lost
	 */
	public void countUnfinished(ExportCounters part) {
		long open = open();
		this.unfinished.set(open);
		part.countUnaccepted(LossReason.UNFINISHED, open);
	}

	/**
	 * Counts an observation that was accepted into the queue.
	 */
	public void countAccepted() {
		this.accepted.increment();
	}

	/**
	 * Counts delivered observations.
	 * @param observations their number
	 */
	public void countDelivered(int observations) {
		this.delivered.add(observations);
	}

	/**
	 * Counts observations as lost that were never accepted.
	 * @param reason why
	 * @param observations how many
	 */
	public void countUnaccepted(LossReason reason, long observations) {
		this.unaccepted.add(observations);
		countLost(reason, observations);
	}

	/**
	 * Counts observations that were lost after they had been accepted.
	 * @param reason the reason
	 * @param observations their number
	 */
	public void countLost(LossReason reason, long observations) {
		lost(reason).add(observations);
	}

	private LongAdder lost(LossReason reason) {
		return Objects.requireNonNull(this.lost.get(reason));
	}

}
