package dev.langfuse4j.export;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

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

	/**
	 * What this is a part of.
	 */
	private final @Nullable ExportStatistics total;

	ExportStatistics(LongSupplier maskingFailures) {
		this(maskingFailures, null);
	}

	private ExportStatistics(LongSupplier maskingFailures, @Nullable ExportStatistics total) {
		this.maskingFailures = maskingFailures;
		this.total = total;
		for (LossReason reason : LossReason.values()) {
			this.lost.put(reason, new LongAdder());
		}
	}

	/**
	 * The account of a part, which counts here too. What has begun and not ended, or
	 * ended late, is counted for the whole only.
	 */
	ExportStatistics part() {
		return new ExportStatistics(() -> 0, this);
	}

	/**
	 * Observations that wait in the spill directory. Those that a former process left
	 * there count as accepted when they are found.
	 * @return the count
	 */
	public long spilled() {
		return this.spilled.sum();
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
		return this.accepted.sum();
	}

	/**
	 * Observations that the server, or without one every exporter, has taken.
	 * @return the count
	 */
	public long delivered() {
		return this.delivered.sum();
	}

	/**
	 * Observations that were lost.
	 * @return the counts by reason, an unmodifiable snapshot with every reason
	 */
	public Map<LossReason, Long> lost() {
		Map<LossReason, Long> snapshot = new EnumMap<>(LossReason.class);
		this.lost.forEach((reason, count) -> snapshot.put(reason, count.sum()));
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
		return accepted() + this.refused.sum();
	}

	String lostByReason() {
		return lost().entrySet()
			.stream()
			.filter((reason) -> reason.getValue() > 0)
			.map((reason) -> reason.getValue() + " " + reason.getKey().text())
			.collect(Collectors.joining(", "));
	}

	long totalLost() {
		return this.lost.values().stream().mapToLong(LongAdder::sum).sum();
	}

	/**
	 * Counts what went to the spill directory.
	 */
	void countSpilled(int observations) {
		addSpilled(observations);
	}

	/**
	 * Counts what a former process left in the spill directory.
	 */
	void countAdopted(long observations) {
		addAccepted(observations);
		addSpilled(observations);
	}

	/**
	 * Counts what was delivered from the spill directory.
	 */
	void countReplayed(int observations) {
		addSpilled(-observations);
		countDelivered(observations);
	}

	/**
	 * Counts what was lost from the spill directory.
	 */
	void countSpilledLost(LossReason reason, long observations) {
		addSpilled(-observations);
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
		addAccepted(1);
	}

	void countDelivered(int observations) {
		this.delivered.add(observations);
		if (this.total != null) {
			this.total.countDelivered(observations);
		}
	}

	/**
	 * Counts observations as lost that were never accepted.
	 */
	void countRefused(LossReason reason, long observations) {
		addRefused(observations);
		countLost(reason, observations);
	}

	void countLost(LossReason reason, long observations) {
		LongAdder count = this.lost.get(reason);
		if (count != null) {
			count.add(observations);
		}
		if (this.total != null) {
			this.total.countLost(reason, observations);
		}
	}

	private void addAccepted(long observations) {
		this.accepted.add(observations);
		if (this.total != null) {
			this.total.addAccepted(observations);
		}
	}

	private void addSpilled(long observations) {
		this.spilled.add(observations);
		if (this.total != null) {
			this.total.addSpilled(observations);
		}
	}

	private void addRefused(long observations) {
		this.refused.add(observations);
		if (this.total != null) {
			this.total.addRefused(observations);
		}
	}

}
