/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.feedback;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FeedbackLimits}.
 */
class FeedbackLimitsTests {

	private final AtomicLong clock = new AtomicLong();

	@Test
	void requestsComeBackWithTime() {
		FeedbackLimits limits = new FeedbackLimits(2, 1_000, this.clock::get);
		assertThat(limits.take("a")).isZero();
		assertThat(limits.take("a")).isZero();
		assertThat(limits.take("a")).isEqualTo(30);
		this.clock.addAndGet(Duration.ofSeconds(29).toNanos());
		assertThat(limits.take("a")).isEqualTo(1);
		this.clock.addAndGet(Duration.ofSeconds(1).toNanos());
		assertThat(limits.take("a")).isZero();
		this.clock.addAndGet(Duration.ofDays(365).toNanos());
		assertThat(limits.take("a")).isZero();
		assertThat(limits.take("a")).isZero();
		assertThat(limits.take("a")).isPositive();
	}

	@Test
	void clientWithTooManyLeavesTheOthersTheirs() {
		FeedbackLimits limits = new FeedbackLimits(1, 2, this.clock::get);
		for (int i = 0; i < 100; i++) {
			limits.take("a");
		}
		assertThat(limits.take("b")).isZero();
		assertThat(limits.take("c")).isPositive();
	}

	@Test
	void clientsAreForgottenBeforeTheyTakeTooMuchMemory() {
		FeedbackLimits limits = new FeedbackLimits(1, 10, this.clock::get);
		for (int i = 0; i < 100_000; i++) {
			limits.take("client-" + i);
		}
		assertThat(ReflectionTestUtils.getField(limits, "clients")).asInstanceOf(InstanceOfAssertFactories.MAP)
			.hasSize(10_000);
	}

}
