package dev.langfuse4j.export;

import java.time.Duration;

/**
 * Bounds and times of the export. Wiring: made from {@code langfuse.*}.
 *
 * @param maxQueueSize the observations kept at most, waiting or on their way
 * @param maxQueueBytes about how many bytes of memory they may take
 * @param flushAt the observations that make a batch
 * @param flushInterval the time after which a smaller batch leaves
 * @param maxBatchBytes the uncompressed bytes of a request
 * @param maxInFlight the requests under way at once
 * @param initialBackoff the wait before the first retry, at most
 * @param maxBackoff the wait before any retry, at most
 * @param shutdownTimeout the time that closing waits for what is left
 */
public record ExportSettings(int maxQueueSize, long maxQueueBytes, int flushAt, Duration flushInterval,
		int maxBatchBytes, int maxInFlight, Duration initialBackoff, Duration maxBackoff, Duration shutdownTimeout) {

	/**
	 * The settings of an application that configures nothing.
	 * @return the defaults
	 */
	public static ExportSettings defaults() {
		return new ExportSettings(20_000, 64 * 1024 * 1024, 512, Duration.ofSeconds(5), 3_500_000, 2,
				Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(5));
	}

}
