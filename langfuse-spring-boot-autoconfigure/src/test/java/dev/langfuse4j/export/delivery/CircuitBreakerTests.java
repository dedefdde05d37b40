/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CircuitBreaker}.
 */
class CircuitBreakerTests {

	private static final Duration FIRST = Duration.ofSeconds(5);

	private final ManualClock clock = new ManualClock();

	private final CircuitBreaker breaker = new CircuitBreaker(3, new Backoff(FIRST, Duration.ofSeconds(60)),
			this.clock);

	@Test
	void opensAfterFailuresInARow() {
		assertThat(this.breaker.failed(false)).isFalse();
		assertThat(this.breaker.failed(false)).isFalse();
		assertThat(this.breaker.isOpen()).isFalse();
		assertThat(this.breaker.failed(false)).isTrue();
		probe();
		assertThat(this.breaker.isOpen()).isTrue();
	}

	@Test
	void anAnswerInBetweenBeginsAnew() {
		this.breaker.failed(false);
		this.breaker.failed(false);
		this.breaker.close();
		assertThat(this.breaker.failures()).isZero();
		assertThat(this.breaker.failed(false)).isFalse();
	}

	@Test
	void opensAtOnceIfSomebodyMustCorrectSomething() {
		assertThat(this.breaker.failed(true)).isTrue();
		assertThat(this.breaker.isMisconfigured()).isTrue();
		this.breaker.failed(false);
		assertThat(this.breaker.isMisconfigured()).as("as the last answer was").isFalse();
		this.breaker.failed(true);
		this.breaker.close();
		assertThat(this.breaker.isMisconfigured()).isFalse();
		assertThat(this.breaker.isOpen()).isFalse();
	}

	@Test
	void probesBecomeRareUntilAnAnswer() {
		assertThat(probe()).isEqualTo(FIRST.toNanos());
		assertThat(probe()).isEqualTo(FIRST.multipliedBy(2).toNanos());
		assertThat(probe()).isEqualTo(FIRST.multipliedBy(4).toNanos());
		this.breaker.close();
		assertThat(probe()).isEqualTo(FIRST.toNanos());
	}

	@Test
	void requestThatWasSentBeforeItOpenedIsNoProbe() {
		long sent = this.clock.getAsLong();
		this.clock.goOn(1);
		probe();
		assertThat(this.breaker.probeLater(sent)).as("late").isEmpty();
		assertThat(this.breaker.probeLater(sent)).as("late").isEmpty();
		assertThat(probe()).as("the second probe").isEqualTo(FIRST.multipliedBy(2).toNanos());
	}

	@Test
	void whatIsOpenStaysOpenSinceThen() {
		this.breaker.open();
		long sent = this.clock.getAsLong();
		this.clock.goOn(1);
		this.breaker.open();
		assertThat(this.breaker.probeLater(sent)).as("a probe").isPresent();
	}

	private long probe() {
		long wait = this.breaker.probeLater(this.clock.getAsLong()).orElseThrow();
		this.clock.goOn(wait);
		return wait;
	}

}
