/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

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
