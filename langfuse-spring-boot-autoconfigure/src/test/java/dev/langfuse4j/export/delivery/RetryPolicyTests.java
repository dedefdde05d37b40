/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.time.Duration;
import java.util.stream.IntStream;

import dev.langfuse4j.export.RetrySettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RetryPolicy}.
 */
class RetryPolicyTests {

	private static final Duration INITIAL = Duration.ofSeconds(1);

	private final ManualClock clock = new ManualClock();

	private final RetryPolicy policy = new RetryPolicy(RetrySettings.of(INITIAL, Duration.ofSeconds(30), 10),
			this.clock);

	@Test
	void serverIsAskedAtOnceAtFirst() {
		assertThat(this.policy.pause()).isZero();
	}

	@Test
	void backOffIsLongerTheMoreFailed() {
		long longest = IntStream.range(0, 200).mapToLong((i) -> {
			this.policy.backOff(4, 1);
			return this.policy.pause();
		}).max().orElseThrow();
		assertThat(longest).isBetween(INITIAL.multipliedBy(4).toNanos(), INITIAL.multipliedBy(8).toNanos());
	}

	@Test
	void batchWaitsLongerTheMoreOftenItWasSent() {
		long longest = IntStream.range(0, 200)
			.mapToLong((i) -> this.policy.backOff(1, 4) - this.clock.getAsLong())
			.max()
			.orElseThrow();
		assertThat(longest).isBetween(INITIAL.multipliedBy(4).toNanos(), INITIAL.multipliedBy(8).toNanos());
	}

	@Test
	void whatTheServerAskedForIsWaitedWhateverElseIs() {
		this.policy.leaveAlone(INITIAL.multipliedBy(20));
		this.policy.waitFor(0);
		assertThat(this.policy.skipOnce(true)).isTrue();
		assertThat(this.policy.pause()).isEqualTo(INITIAL.multipliedBy(20).toNanos());
		assertThat(this.policy.isLeftAloneBeyond(in(INITIAL.multipliedBy(19)))).isTrue();
		assertThat(this.policy.isLeftAloneBeyond(in(INITIAL.multipliedBy(21)))).isFalse();
		this.clock.goOn(INITIAL.multipliedBy(20));
		assertThat(this.policy.pause()).isZero();
		assertThat(this.policy.isLeftAloneBeyond(in(INITIAL.negated()))).as("over").isFalse();
	}

	@Test
	void waitIsSkippedOnceInAnInterval() {
		this.policy.waitFor(INITIAL.multipliedBy(10).toNanos());
		assertThat(this.policy.skipOnce(false)).isTrue();
		assertThat(this.policy.pause()).isZero();
		this.policy.waitFor(INITIAL.multipliedBy(10).toNanos());
		assertThat(this.policy.skipOnce(false)).isFalse();
		assertThat(this.policy.pause()).isEqualTo(INITIAL.multipliedBy(10).toNanos());
		this.clock.goOn(INITIAL);
		assertThat(this.policy.skipOnce(false)).isTrue();
		assertThat(this.policy.pause()).isZero();
	}

	@Test
	void whetherSomethingWasCorrectedIsTriedAsSoonAsMayBe() {
		this.policy.skipOnce(true);
		this.policy.waitFor(INITIAL.multipliedBy(10).toNanos());
		assertThat(this.policy.skipOnce(true)).isTrue();
		assertThat(this.policy.pause()).isEqualTo(INITIAL.toNanos());
		assertThat(this.policy.skipOnce(true)).as("it is that already").isFalse();
		assertThat(this.policy.pause()).isEqualTo(INITIAL.toNanos());
	}

	@Test
	void endOfTheApplicationShortensTheWaitAndNeverProlongsIt() {
		this.policy.waitFor(INITIAL.toNanos());
		this.policy.waitAtMostUntil(in(INITIAL.multipliedBy(2)));
		assertThat(this.policy.pause()).isEqualTo(INITIAL.toNanos());
		this.policy.waitAtMostUntil(in(INITIAL.dividedBy(2)));
		assertThat(this.policy.pause()).isEqualTo(INITIAL.dividedBy(2).toNanos());
	}

	private long in(Duration time) {
		return this.clock.getAsLong() + time.toNanos();
	}

}
