/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The time of day at which traces begin.
 */
class ClockReadingTests {

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	@Test
	void tracesThatBeginTogetherShareAReading() {
		long ticks = System.nanoTime();
		ClockReading first = ClockReading.at(ticks);
		assertThat(ClockReading.at(Math.max(ticks, first.ticks()) + 1)).isSameAs(first);
	}

	@Test
	void anOldReadingIsReplaced() {
		ClockReading first = ClockReading.at(System.nanoTime());
		assertThat(ClockReading.at(System.nanoTime() + SECOND)).isNotSameAs(first);
	}

	@Test
	void clocksAreReadAgainIfTheThreadWaitedInBetween() {
		assertThat(read(0, 5_000_000, 7_000_000, 7_000_400)).isEqualTo(new ClockReading(2, 7_000_200));
	}

	@Test
	void clocksAreReadOnceIfTheThreadDidNotWait() {
		assertThat(read(0, 1_000_000)).isEqualTo(new ClockReading(1, 500_000));
	}

	@Test
	void shortestOfAllReadingsCountsIfTheThreadWaitsEachTime() {
		assertThat(read(0, 9_000_000, 10_000_000, 12_000_000, 20_000_000, 25_000_000))
			.isEqualTo(new ClockReading(2, 11_000_000));
	}

	/**
	 * Reads the clocks, and requires that all of the given ticks are read.
	 */
	private static ClockReading read(long... ticks) {
		AtomicInteger reads = new AtomicInteger();
		AtomicInteger times = new AtomicInteger();
		ClockReading reading = ClockReading.read(() -> ticks[reads.getAndIncrement()],
				() -> Instant.EPOCH.plusNanos(times.incrementAndGet()));
		assertThat(reads).hasValue(ticks.length);
		return reading;
	}

	@Test
	void theTimeIsThatOfTheClock() {
		Instant before = Instant.now().minusSeconds(1);
		TraceState trace = new TraceState("0".repeat(31) + "1", "t", true);
		assertThat(time(trace.timeOf(trace.startTicks()))).isBetween(before, Instant.now().plusSeconds(1));
		assertThat(time(trace.now())).isBetween(before, Instant.now().plusSeconds(1));
		assertThat(trace.timeOf(trace.startTicks() + SECOND) - trace.timeOf(trace.startTicks())).isEqualTo(SECOND);
	}

	private static Instant time(long nanos) {
		return Instant.EPOCH.plus(Duration.ofNanos(nanos));
	}

}
