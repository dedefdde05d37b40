/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Pauses the use of a disk that fails. Each pause is longer, because most causes need an
 * operator. Touched by the export thread only.
 */
final class SpillPause {

	private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

	private final LongSupplier ticks;

	private int failures;

	private long until;

	/**
	 * Creates a pause that is over.
	 * @param ticks the clock, in nanoseconds
	 */
	SpillPause(LongSupplier ticks) {
		this.ticks = ticks;
		this.until = ticks.getAsLong();
	}

	void failed() {
		this.until = this.ticks.getAsLong() + this.backoff.ceiling(++this.failures);
	}

	/**
	 * Notes that the disk works, or may work again.
	 */
	void end() {
		this.failures = 0;
		this.until = this.ticks.getAsLong();
	}

	/**
	 * The nanoseconds that are left, not positive if it may be tried.
	 */
	long left() {
		return this.until - this.ticks.getAsLong();
	}

}
