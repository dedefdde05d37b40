/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Batch}.
 */
class BatchTests {

	@Test
	void attemptsAreCountedWithTheTimeOfTheLast() {
		Batch batch = new Batch(TestPayload.of("a"), 5);
		assertThat(batch.created()).isEqualTo(5);
		batch.attempt(0, 7);
		batch.attempt(0, 9);
		assertThat(batch.attempts()).isEqualTo(2);
		assertThat(batch.sent()).isEqualTo(9);
	}

	@Test
	void failureCountsIfOthersSucceededSinceTheFirstAttempt() {
		Batch batch = TestPayload.batch("a");
		batch.attempt(0, 1);
		batch.failed(0);
		assertThat(batch.strikes()).isZero();
		batch.attempt(3, 2);
		batch.failed(3);
		assertThat(batch.strikes()).isOne();
		batch.failed(3);
		assertThat(batch.strikes()).isOne();
	}

	@Test
	void partByTheAnswerHasTheHistoryOfTheWhole() {
		Batch batch = new Batch(TestPayload.of("a", "b"), 5);
		batch.attempt(1, 7);
		batch.failed(2);
		Batch part = batch.part(TestPayload.of("b"));
		assertThat(part.created()).isEqualTo(5);
		assertThat(part.attempts()).isOne();
		assertThat(part.sent()).isEqualTo(7);
		assertThat(part.strikes()).isOne();
		part.failed(2);
		assertThat(part.strikes()).isOne();
	}

}
