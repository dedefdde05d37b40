/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.http.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An answer that tells items apart decides about each item of a request.
 */
class ItemOutcomesTests extends DeliveryTestSupport {

	@ParameterizedTest
	@EnumSource
	void itemsAreDeliveredSentAgainOrLost(Origin origin) {
		deliver(origin, "a b c d");
		answerItems("b=again c=refused");
		assertThat(this.counters.delivered()).isEqualTo(2);
		assertThat(this.counters.lost()).containsEntry(LossReason.REJECTED, 1L);
		assertThat(this.sent).as("nothing at once").hasSize(1);
		this.thread.goOn(BACKOFF);
		assertThat(this.sent).containsExactly("a b c d", "b");
		answer(Outcome.Kind.DELIVERED);
		assertThat(this.counters.delivered()).isEqualTo(3);
		assertSettled();
	}

	@Test
	void whoWaitsIsToldOfItemsThatAreLost() {
		CompletableFuture<Boolean> settled = deliver(Origin.MEMORY, "a b").settle();
		answerItems("b=refused");
		assertThat(settled).isCompletedWithValue(false);
	}

	@Test
	void whoWaitsWaitsForItemsThatAreSentAgain() {
		CompletableFuture<Boolean> settled = deliver(Origin.MEMORY, "a b").settle();
		answerItems("b=again");
		assertThat(settled).isNotDone();
		this.thread.goOn(BACKOFF);
		answer(Outcome.Kind.DELIVERED);
		assertThat(settled).isCompletedWithValue(true);
	}

	@ParameterizedTest
	@EnumSource
	void itemsThatFailAgainAndAgainWhileOthersAreTakenAreLost(Origin origin) {
		deliver(origin, "a b");
		answerItems("b=again");
		for (int i = 0; i < BUDGET; i++) {
			this.thread.goOn(BACKOFF);
			answerItems("b=again");
		}
		assertThat(this.sent).as("while nothing else is taken it is not the item").endsWith("b");
		assertThat(this.counters.lost()).containsEntry(LossReason.REJECTED, 0L);
	}

	@ParameterizedTest
	@EnumSource
	void itemsGoAnotherWayAtOnce(Origin origin) {
		deliver(origin, "a b");
		answerItems("a=elsewhere b=elsewhere");
		assertThat(this.sent).containsExactly("a b", "a b");
		answer(Outcome.Kind.DELIVERED);
		assertThat(this.counters.delivered()).isEqualTo(2);
		assertSettled();
	}

	@ParameterizedTest
	@EnumSource
	void aBackOffOfItemsIsThatOfTheServerIfItTakesNone(Origin origin) {
		Delivery delivery = deliver(origin, "a b");
		answerItems("a=again b=again");
		delivery.add(List.of(TestPayload.of("c")));
		assertThat(this.sent).hasSize(1);
		this.thread.goOn(BACKOFF);
		assertThat(this.sent).contains("c");
	}

}
