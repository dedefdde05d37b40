/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export;

import java.time.Duration;

import dev.langfuse4j.export.spill.SpillSettings;
import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Bounds and times of the export. Made from {@code langfuse.*}.
 *
 * @param maxQueueSize the maximum number of observations in the queue, including those of
 * requests under way
 * @param maxQueueBytes the approximate maximum memory in bytes
 * @param overflow the observations to drop if the queue is full
 * @param flushAt the number of observations in a batch
 * @param flushInterval the time after which a smaller batch is sent
 * @param maxBatchBytes the uncompressed bytes of a request
 * @param maxInFlight the requests under way at once
 * @param retry when a server is asked again
 * @param shutdownTimeout the time that closing waits for what is left
 * @param spill where on disk what cannot be sent waits, or {@code null} for nowhere
 * @param duplicates how model calls are treated that ran before in their trace
 * @param compression whether requests with observations are compressed
 * @since 0.1.0
 */
@Internal
public record ExportSettings(int maxQueueSize, long maxQueueBytes, QueueOverflow overflow, int flushAt,
		Duration flushInterval, int maxBatchBytes, int maxInFlight, RetrySettings retry, Duration shutdownTimeout,
		@Nullable SpillSettings spill, DuplicateDetection duplicates, Compression compression) {

	/**
	 * Settings of an export that marks duplicates, and compresses requests unless it
	 * falls behind.
	 * @param maxQueueSize the maximum number of observations in the queue, including
	 * those of requests under way
	 * @param maxQueueBytes the approximate maximum memory in bytes
	 * @param overflow the observations to drop if the queue is full
	 * @param flushAt the number of observations in a batch
	 * @param flushInterval the time after which a smaller batch is sent
	 * @param maxBatchBytes the uncompressed bytes of a request
	 * @param maxInFlight the requests under way at once
	 * @param retry when a server is asked again
	 * @param shutdownTimeout the time that closing waits for what is left
	 * @param spill where on disk what cannot be sent waits, or {@code null} for nowhere
	 */
	public ExportSettings(int maxQueueSize, long maxQueueBytes, QueueOverflow overflow, int flushAt,
			Duration flushInterval, int maxBatchBytes, int maxInFlight, RetrySettings retry, Duration shutdownTimeout,
			@Nullable SpillSettings spill) {
		this(maxQueueSize, maxQueueBytes, overflow, flushAt, flushInterval, maxBatchBytes, maxInFlight, retry,
				shutdownTimeout, spill, DuplicateDetection.MARK, Compression.AUTO);
	}

	/**
	 * Settings of an export without a spill directory.
	 * @param maxQueueSize the maximum number of observations in the queue, including
	 * those of requests under way
	 * @param maxQueueBytes the approximate maximum memory in bytes
	 * @param overflow the observations to drop if the queue is full
	 * @param flushAt the number of observations in a batch
	 * @param flushInterval the time after which a smaller batch is sent
	 * @param maxBatchBytes the uncompressed bytes of a request
	 * @param maxInFlight the requests under way at once
	 * @param retry when a server is asked again
	 * @param shutdownTimeout the time that closing waits for what is left
	 */
	public ExportSettings(int maxQueueSize, long maxQueueBytes, QueueOverflow overflow, int flushAt,
			Duration flushInterval, int maxBatchBytes, int maxInFlight, RetrySettings retry, Duration shutdownTimeout) {
		this(maxQueueSize, maxQueueBytes, overflow, flushAt, flushInterval, maxBatchBytes, maxInFlight, retry,
				shutdownTimeout, null);
	}

	/**
	 * The settings of an application that configures nothing.
	 * @return the defaults
	 */
	public static ExportSettings defaults() {
		return new ExportSettings(20_000, 64 * 1024 * 1024, QueueOverflow.DROP_NEWEST, 512, Duration.ofSeconds(5),
				3_500_000, 2, RetrySettings.defaults(), Duration.ofSeconds(5));
	}

	/**
	 * These settings for an application that must not take longer to end.
	 * @param limit the time that closing waits at most
	 * @return the settings
	 */
	public ExportSettings endingWithin(Duration limit) {
		return (this.shutdownTimeout.compareTo(limit) <= 0) ? this
				: new ExportSettings(this.maxQueueSize, this.maxQueueBytes, this.overflow, this.flushAt,
						this.flushInterval, this.maxBatchBytes, this.maxInFlight, this.retry, limit, this.spill,
						this.duplicates, this.compression);
	}

}
