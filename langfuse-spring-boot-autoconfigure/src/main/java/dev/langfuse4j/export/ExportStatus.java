/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The current state of the export, as health, meters and the endpoint show it. A
 * snapshot.
 *
 * @since 0.1.0
 */
@Internal
public final class ExportStatus {

	private static final int FAILURES = 5;

	private final boolean connected;

	private final BreakerState breaker;

	private final @Nullable Instant lastSuccess;

	private final List<ExportFailure> failures;

	private final @Nullable Duration oldestBatchAge;

	private final int queueSize;

	private final int maxQueueSize;

	private final long queueBytes;

	private final long maxQueueBytes;

	private final long spilledBytes;

	/**
	 * Creates a status.
	 * @param connected whether anything is sent to a server
	 * @param breaker the state of the circuit breaker
	 * @param lastSuccess when the server last took observations
	 * @param failures the last requests that did not deliver, latest first
	 * @param oldestBatchAge how long the oldest batch has waited for the server, or
	 * {@code null} if none does
	 * @param queueSize the number of observations in the queue, including those of
	 * requests under way
	 * @param maxQueueSize the maximum number of observations
	 * @param queueBytes the approximate memory of these observations in bytes
	 * @param maxQueueBytes the maximum memory in bytes
	 * @param spilledBytes the number of bytes in the spill directory
	 */
	public ExportStatus(boolean connected, BreakerState breaker, @Nullable Instant lastSuccess,
			List<ExportFailure> failures, @Nullable Duration oldestBatchAge, int queueSize, int maxQueueSize,
			long queueBytes, long maxQueueBytes, long spilledBytes) {
		this.connected = connected;
		this.breaker = breaker;
		this.lastSuccess = lastSuccess;
		this.failures = failures;
		this.oldestBatchAge = oldestBatchAge;
		this.queueSize = queueSize;
		this.maxQueueSize = maxQueueSize;
		this.queueBytes = queueBytes;
		this.maxQueueBytes = maxQueueBytes;
		this.spilledBytes = spilledBytes;
	}

	/**
	 * Returns the state of several projects together: the worst of each value, and the
	 * sum of the queues.
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
	 * Whether anything is sent to a server.
	 * @return whether anything is sent to a server
	 */
	public boolean connected() {
		return this.connected;
	}

	/**
	 * Returns the state of the circuit breaker.
	 * @return the state of the circuit breaker
	 */
	public BreakerState breaker() {
		return this.breaker;
	}

	/**
	 * Returns when the server last took observations.
	 * @return when the server last took observations
	 */
	public @Nullable Instant lastSuccess() {
		return this.lastSuccess;
	}

	/**
	 * Returns the last requests that did not deliver, latest first.
	 * @return the last requests that did not deliver, latest first
	 */
	public List<ExportFailure> failures() {
		return this.failures;
	}

	/**
	 * Returns how long the oldest batch has waited for the server, or {@code null} if
	 * none does.
	 * @return how long the oldest batch has waited for the server, or {@code null} if
	 * none does
	 */
	public @Nullable Duration oldestBatchAge() {
		return this.oldestBatchAge;
	}

	/**
	 * Returns how many observations are kept, waiting or on their way.
	 * @return the number of observations
	 */
	public int queueSize() {
		return this.queueSize;
	}

	/**
	 * Returns how many observations may be kept.
	 * @return the number of observations
	 */
	public int maxQueueSize() {
		return this.maxQueueSize;
	}

	/**
	 * Returns about how many bytes of memory the kept observations take.
	 * @return the number of bytes
	 */
	public long queueBytes() {
		return this.queueBytes;
	}

	/**
	 * Returns how many bytes of memory the kept observations may take.
	 * @return the number of bytes
	 */
	public long maxQueueBytes() {
		return this.maxQueueBytes;
	}

	/**
	 * Returns how many bytes wait in the spill directory.
	 * @return how many bytes wait in the spill directory
	 */
	public long spilledBytes() {
		return this.spilledBytes;
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
