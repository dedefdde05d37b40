/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export;

import java.util.Map;

/**
 * The account of all observations since the start. An observation that finds no room
 * ({@link LossReason#QUEUE_FULL}), or ends after shutdown, is lost without having been
 * accepted. Every accepted observation is eventually delivered or lost. Thread-safe.
 *
 * @since 0.1.0
 */
public interface ExportStatistics {

	/**
	 * Observations that wait in the spill directory. Those that a former process left
	 * there count as accepted when they are found.
	 * @return the count
	 */
	long spilled();

	/**
	 * Observations that have begun and not ended.
	 * @return the count
	 */
	long open();

	/**
	 * Observations that were taken into the queue.
	 * @return the count
	 */
	long accepted();

	/**
	 * Observations that the server, or without one every exporter, has taken.
	 * @return the count
	 */
	long delivered();

	/**
	 * Observations that were lost.
	 * @return the counts by reason, an unmodifiable snapshot with every reason
	 */
	Map<LossReason, Long> lost();

	/**
	 * Texts that were left out because a masker failed on them.
	 * @return the count
	 */
	long maskingFailures();

	/**
	 * Observations that were not delivered: those that were lost, and those that still
	 * wait. After the application was closed, zero says that everything arrived.
	 * @return the count
	 */
	long undelivered();

	/**
	 * Observations that ended while Langfuse was enabled, kept or not, and those that had
	 * not when the application did.
	 * @return the count
	 */
	long observed();

}
