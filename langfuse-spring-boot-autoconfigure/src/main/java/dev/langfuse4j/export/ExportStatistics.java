package dev.langfuse4j.export;

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

/**
 * The account of all observations since the start. One that finds no room
 * ({@link LossReason#QUEUE_FULL}), or comes after the end, is lost without having been
 * accepted; each one accepted is later delivered, lost, or still on its way. Thread-safe.
 */
public final class ExportStatistics {

	private final LongAdder accepted = new LongAdder();

	private final LongAdder spilled = new LongAdder();

	private final LongAdder begun = new LongAdder();

	private final LongAdder ended = new LongAdder();

	/**
	 * Those counted as unfinished that may still end.
	 */
	private final AtomicLong unfinished = new AtomicLong();

	private final LongAdder delivered = new LongAdder();

	private final Map<LossReason, LongAdder> lost = new EnumMap<>(LossReason.class);

	private final LongAdder refused = new LongAdder();

	private final LongSupplier maskingFailures;

	private final List<ExportStatistics> parts = new CopyOnWriteArrayList<>();

	ExportStatistics(LongSupplier maskingFailures) {
		this.maskingFailures = maskingFailures;
		for (LossReason reason : LossReason.values()) {
			this.lost.put(reason, new LongAdder());
		}
	}

	/**
	 * The account of a part, which is summed up here when somebody looks. What has begun
	 * and not ended, or ended late, is counted for the whole only.
	 */
	ExportStatistics part() {
		ExportStatistics part = new ExportStatistics(() -> 0);
		this.parts.add(part);
		return part;
	}

	private long sum(Function<ExportStatistics, LongAdder> count) {
		long sum = count.apply(this).sum();
		for (ExportStatistics part : this.parts) {
			sum += part.sum(count);
		}
		return sum;
	}

	/**
	 * Observations that wait in the spill directory. Those that a former process left
	 * there count as accepted when they are found.
	 * @return the count
	 */
	public long spilled() {
		return sum((statistics) -> statistics.spilled);
	}

	/**
	 * Observations that have begun and not ended.
	 * @return the count
	 */
	public long open() {
		return Math.max(0, this.begun.sum() - this.ended.sum());
	}

	/**
	 * Observations that were taken into the queue.
	 * @return the count
	 */
	public long accepted() {
		return sum((statistics) -> statistics.accepted);
	}

	/**
	 * Observations that the server, or without one every exporter, has taken.
	 * @return the count
	 */
	public long delivered() {
		return sum((statistics) -> statistics.delivered);
	}

	/**
	 * Observations that were lost.
	 * @return the counts by reason, an unmodifiable snapshot with every reason
	 */
	public Map<LossReason, Long> lost() {
		Map<LossReason, Long> snapshot = new EnumMap<>(LossReason.class);
		for (LossReason reason : LossReason.values()) {
			snapshot.put(reason, sum((statistics) -> statistics.lost(reason)));
		}
		return Collections.unmodifiableMap(snapshot);
	}

	/**
	 * Texts that were left out because a masker failed on them.
	 * @return the count
	 */
	public long maskingFailures() {
		return this.maskingFailures.getAsLong();
	}

	/**
	 * Observations that were not delivered: those that were lost, and those that still
	 * wait. After the application was closed, zero says that everything arrived.
	 * @return the count
	 */
	public long undelivered() {
		return observed() - delivered();
	}

	/**
	 * Observations that ended while Langfuse was enabled, kept or not, and those that had
	 * not when the application did.
	 * @return the count
	 */
	public long observed() {
		return accepted() + sum((statistics) -> statistics.refused);
	}

	String lostByReason() {
		return lost().entrySet()
			.stream()
			.filter((reason) -> reason.getValue() > 0)
			.map((reason) -> reason.getValue() + " " + reason.getKey().text())
			.collect(Collectors.joining(", "));
	}

	long totalLost() {
		return lost().values().stream().mapToLong(Long::longValue).sum();
	}

	/**
	 * Counts what went to the spill directory.
	 */
	void countSpilled(int observations) {
		this.spilled.add(observations);
	}

	/**
	 * Counts what a former process left in the spill directory.
	 */
	void countAdopted(long observations) {
		this.accepted.add(observations);
		this.spilled.add(observations);
	}

	/**
	 * Counts what was delivered from the spill directory.
	 */
	void countReplayed(int observations) {
		this.spilled.add(-observations);
		countDelivered(observations);
	}

	/**
	 * Counts what was lost from the spill directory.
	 */
	void countSpilledLost(LossReason reason, long observations) {
		this.spilled.add(-observations);
		countLost(reason, observations);
	}

	void countBegun() {
		this.begun.increment();
	}

	void countEnded() {
		this.ended.increment();
	}

	/**
	 * Counts one that ended after the export, unless it is counted as unfinished.
	 */
	void countLate(ExportStatistics part) {
		countEnded();
		if (this.unfinished.getAndUpdate((left) -> Math.max(0, left - 1)) == 0) {
			part.countRefused(LossReason.SHUTDOWN, 1);
		}
	}

	/**
	 * Counts all that have not ended.
	 */
	void countUnfinished(ExportStatistics part) {
		long open = open();
		this.unfinished.set(open);
		part.countRefused(LossReason.UNFINISHED, open);
	}

	void countAccepted() {
		this.accepted.increment();
	}

	void countDelivered(int observations) {
		this.delivered.add(observations);
	}

	/**
	 * Counts observations as lost that were never accepted.
	 */
	void countRefused(LossReason reason, long observations) {
		this.refused.add(observations);
		countLost(reason, observations);
	}

	void countLost(LossReason reason, long observations) {
		lost(reason).add(observations);
	}

	private LongAdder lost(LossReason reason) {
		return Objects.requireNonNull(this.lost.get(reason));
	}

}
