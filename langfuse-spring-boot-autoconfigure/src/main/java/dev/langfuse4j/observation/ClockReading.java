/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A reading of both clocks: the time of day, and the ticks that never go back. Traces
 * that begin shortly after each other share one, because the time of day takes longer to
 * read than the ticks.
 *
 * @param time the time of day, in nanoseconds since 1970
 * @param ticks the ticks at that time, from {@link System#nanoTime()}
 */
record ClockReading(long time, long ticks) {

	/**
	 * The reading of traces that are not recorded, which need no time.
	 */
	static final ClockReading NONE = new ClockReading(0, 0);

	/**
	 * The time for which new traces may have the wrong time of day after it was changed,
	 * or after the machine has slept.
	 */
	private static final long MAX_AGE = TimeUnit.MILLISECONDS.toNanos(100);

	/**
	 * The time that a reading may take. If it takes longer, the thread has waited in
	 * between.
	 */
	private static final long MAX_TIME = TimeUnit.MILLISECONDS.toNanos(1);

	private static final int ATTEMPTS = 3;

	private static volatile ClockReading latest = read();

	/**
	 * Returns the latest reading, or a new one if that is too old.
	 * @param ticks the ticks now
	 */
	static ClockReading at(long ticks) {
		ClockReading known = latest;
		if (ticks - known.ticks > MAX_AGE) {
			known = read();
			latest = known;
		}
		return known;
	}

	private static ClockReading read() {
		return read(System::nanoTime, Instant::now);
	}

	/**
	 * Reads both clocks, again if the thread waited in between.
	 * @param ticks the ticks, in nanoseconds
	 * @param clock the time of day
	 * @return the reading that took the shortest time
	 */
	static ClockReading read(LongSupplier ticks, Supplier<Instant> clock) {
		ClockReading best = NONE;
		long shortest = Long.MAX_VALUE;
		for (int i = 0; i < ATTEMPTS && shortest > MAX_TIME; i++) {
			long before = ticks.getAsLong();
			Instant now = clock.get();
			long took = ticks.getAsLong() - before;
			if (took < shortest) {
				shortest = took;
				best = new ClockReading(TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano(),
						before + took / 2);
			}
		}
		return best;
	}

	/**
	 * Returns the time of day at some ticks, in nanoseconds since 1970.
	 */
	long timeOf(long other) {
		return this.time + (other - this.ticks);
	}

}
