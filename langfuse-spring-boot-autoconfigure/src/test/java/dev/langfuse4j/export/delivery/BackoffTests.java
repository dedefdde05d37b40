/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.time.Duration;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Backoff}.
 */
class BackoffTests {

	private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

	@Test
	void ceilingDoublesUpToTheMaximum() {
		assertThat(LongStream.of(1, 2, 3, 4, 5, 6, 7, 100, Integer.MAX_VALUE)
			.map((attempts) -> this.backoff.ceiling((int) attempts) / 1_000_000_000))
			.containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L, 30L);
	}

	@Test
	void waitIsAnywhereBelowTheCeiling() {
		LongStream waits = LongStream.range(0, 1_000).map((i) -> this.backoff.afterAttempts(3));
		assertThat(waits.summaryStatistics()).satisfies((statistics) -> {
			assertThat(statistics.getMin()).isBetween(0L, Duration.ofMillis(200).toNanos());
			assertThat(statistics.getMax()).isBetween(Duration.ofMillis(3_800).toNanos(),
					Duration.ofSeconds(4).toNanos());
		});
	}

}
