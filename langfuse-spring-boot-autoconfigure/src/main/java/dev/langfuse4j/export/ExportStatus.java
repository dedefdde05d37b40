package dev.langfuse4j.export;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * How the export is right now, as the gauges show it. A snapshot.
 *
 * @param connected whether anything is sent to a server
 * @param breaker whether the server is asked
 * @param lastSuccess when the server last took observations
 * @param failures the last requests that did not deliver, latest first
 * @param oldestBatchAge how long the oldest batch has waited for the server, or
 * {@code null} if none does
 * @param queueSize the observations kept, waiting or on their way
 * @param maxQueueSize how many there may be
 * @param queueBytes about how many bytes of memory they take
 * @param maxQueueBytes how many it may be
 * @param spilledBytes how many bytes wait in the spill directory
 */
public record ExportStatus(boolean connected, BreakerState breaker, @Nullable Instant lastSuccess,
		List<ExportFailure> failures, @Nullable Duration oldestBatchAge, int queueSize, int maxQueueSize,
		long queueBytes, long maxQueueBytes, long spilledBytes) {

	private static final int FAILURES = 5;

	/**
	 * How the export of several projects is: the worst of each, the sum of what is kept.
	 * @param parts how that of each is, at least one
	 * @return how all is
	 */
	public static ExportStatus sum(Collection<ExportStatus> parts) {
		return parts.stream().reduce(ExportStatus::and).orElseThrow();
	}

	private ExportStatus and(ExportStatus other) {
		List<ExportFailure> latest = Stream.concat(this.failures.stream(), other.failures.stream())
			.sorted(Comparator.comparing(ExportFailure::time).reversed())
			.limit(FAILURES)
			.toList();
		return new ExportStatus(this.connected || other.connected,
				(this.breaker.compareTo(other.breaker) >= 0) ? this.breaker : other.breaker,
				max(this.lastSuccess, other.lastSuccess), latest, max(this.oldestBatchAge, other.oldestBatchAge),
				this.queueSize + other.queueSize,
				(int) Math.min(Integer.MAX_VALUE, (long) this.maxQueueSize + other.maxQueueSize),
				this.queueBytes + other.queueBytes, sum(this.maxQueueBytes, other.maxQueueBytes),
				this.spilledBytes + other.spilledBytes);
	}

	private static long sum(long one, long other) {
		return (one > Long.MAX_VALUE - other) ? Long.MAX_VALUE : one + other;
	}

	private static <T extends Comparable<? super T>> @Nullable T max(@Nullable T one, @Nullable T other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return (one.compareTo(other) >= 0) ? one : other;
	}

	/**
	 * Whether the last request did not deliver.
	 * @return whether the server has taken nothing since the last failure
	 */
	public boolean isFailing() {
		return !this.failures.isEmpty()
				&& (this.lastSuccess == null || this.failures.get(0).time().isAfter(this.lastSuccess));
	}

	/**
	 * The last request that did not deliver.
	 * @return the failure, or {@code null} if there was none
	 */
	public @Nullable ExportFailure lastFailure() {
		return this.failures.isEmpty() ? null : this.failures.get(0);
	}

}
