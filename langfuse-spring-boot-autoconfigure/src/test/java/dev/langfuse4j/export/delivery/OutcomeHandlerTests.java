/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import dev.langfuse4j.export.BreakerState;
import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.http.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An answer is logged, and changes the treatment of other batches.
 */
@ExtendWith(OutputCaptureExtension.class)
class OutcomeHandlerTests extends DeliveryTestSupport {

	@Test
	void firstDeliveryAndTheNextAfterAFailureAreLogged(CapturedOutput output) {
		Delivery delivery = deliver(Origin.MEMORY, "a");
		answer(Outcome.Kind.DELIVERED);
		assertThat(output).containsOnlyOnce("delivered to Langfuse at localhost");
		delivery.add(List.of(TestPayload.of("b")));
		answer(Outcome.Kind.RETRY);
		assertThat(output).contains("The words are kept and sent again").doesNotContain("resumed");
		this.thread.goOn(BACKOFF);
		answer(Outcome.Kind.DELIVERED);
		assertThat(output).containsOnlyOnce("Delivery to Langfuse at localhost resumed");
	}

	@Test
	void firstDeliveryOfSingleItemsIsLogged(CapturedOutput output) {
		deliver(Origin.MEMORY, "a b");
		answerItems("b=refused");
		assertThat(output).contains("delivered to Langfuse at localhost",
				"Langfuse at localhost rejected words (said so). Words lost: 1");
	}

	@Test
	void failedRequestWaitsAlsoIfTheServerTakesOthers() {
		deliver(Origin.MEMORY, "a", "b");
		answer(Outcome.Kind.RETRY);
		answer(Outcome.Kind.DELIVERED);
		assertThat(this.sent).containsExactly("a", "b");
		this.thread.goOn(BACKOFF);
		assertThat(this.sent).containsExactly("a", "b", "a");
	}

	@Test
	void misconfigurationIsLogged(CapturedOutput output) {
		deliver(Origin.MEMORY, "a");
		answer(Outcome.Kind.MISCONFIGURED);
		assertThat(output).contains("The words are kept and sent when this is corrected");
	}

	@Test
	void itemThatIsTooLargeIsLogged(CapturedOutput output) {
		deliver(Origin.MEMORY, "a");
		answer(Outcome.Kind.TOO_LARGE);
		assertThat(output).contains("Sending smaller requests", "Langfuse: words lost: 1 (");
	}

	@Test
	void searchForARefusedItemIsLogged(CapturedOutput output) {
		deliver(Origin.MEMORY, "a b");
		answer(Outcome.Kind.REJECTED);
		assertThat(output).contains("Splitting the batch to find the rejected items").doesNotContain("lost");
		answer(Outcome.Kind.REJECTED);
		assertThat(output).contains("Langfuse: words lost: 1 (");
	}

	@Test
	void singleItemIsRefusedWithoutASearch(CapturedOutput output) {
		deliver(Origin.MEMORY, "a");
		answer(new Outcome(Outcome.Kind.REJECTED, 400, "", null, 0, null));
		assertThat(output).contains("answered 400. Words lost: 1");
	}

	@Test
	void itemsThatAreRejectedInAPartialSuccessAreLogged(CapturedOutput output) {
		deliver(Origin.MEMORY, "a b c");
		answer(new Outcome(Outcome.Kind.PARTIAL, 200, "", null, 2, null));
		assertThat(output).contains("answered 200. Words lost: 2");
	}

	@Test
	void refusedItemIsFoundThoughMoreSplitsAreLeft() {
		deliver(Origin.MEMORY, "bad b c");
		answer(Outcome.Kind.REJECTED);
		answer(Outcome.Kind.REJECTED);
		answer(Outcome.Kind.DELIVERED);
		assertThat(this.sent).containsExactly("bad b c", "bad", "b c");
		assertThat(this.counters.lost()).containsEntry(LossReason.REJECTED, 1L);
		assertSettled();
	}

	@Test
	void searchIsNotOverWhileAnItemOfItIsSentAgain() {
		Delivery delivery = deliver(Origin.MEMORY, "a b c d");
		answer(Outcome.Kind.REJECTED);
		answerItems("a=refused b=again");
		for (int i = 0; i < 3; i++) {
			answer(Outcome.Kind.REJECTED);
		}
		assertThat(this.sent).containsExactly("a b c d", "a b", "c d", "c", "d");
		delivery.add(List.of(TestPayload.of("e", "f")));
		answer(Outcome.Kind.REJECTED);
		assertThat(this.sent).as("the server is not known to refuse everything").endsWith("e f", "e", "f");
	}

	@ParameterizedTest
	@EnumSource(names = { "PARTIAL", "TOO_LARGE", "REJECTED" })
	void answerToAProbeClosesTheBreaker(Outcome.Kind kind) {
		Delivery delivery = probe();
		answer(kind);
		assertThat(delivery.history().breaker()).isEqualTo(BreakerState.CLOSED);
	}

	@Test
	void itemsThatAreRefusedOrDeliveredCloseTheBreakerAndOthersDoNot() {
		Delivery delivery = probe();
		answerItems("aa=again");
		assertThat(delivery.history().breaker()).isNotEqualTo(BreakerState.CLOSED);
		this.thread.goOn(PROBE.multipliedBy(4));
		answerItems(this.sent.get(this.sent.size() - 1) + "=refused");
		assertThat(delivery.history().breaker()).isEqualTo(BreakerState.CLOSED);
		Delivery other = probe();
		answerItems("nothing");
		assertThat(other.history().breaker()).isEqualTo(BreakerState.CLOSED);
	}

	private Delivery probe() {
		this.sent.clear();
		this.unanswered.clear();
		Delivery delivery = deliver(Origin.MEMORY, "aa b");
		answer(Outcome.Kind.MISCONFIGURED);
		this.thread.goOn(PROBE);
		assertThat(this.sent).containsExactly("aa b", "aa");
		assertThat(delivery.history().breaker()).isNotEqualTo(BreakerState.CLOSED);
		return delivery;
	}

	@Test
	void batchThatFailsWhileOthersAreDeliveredIsHalved() {
		Delivery delivery = deliver(Origin.MEMORY, "bad worse");
		for (int i = 0; i <= BUDGET; i++) {
			answer(Outcome.Kind.RETRY);
			this.thread.goOn(BACKOFF.multipliedBy(10));
			deliverAnother(delivery);
		}
		answer(Outcome.Kind.RETRY);
		this.thread.goOn(BACKOFF.multipliedBy(10));
		assertThat(this.sent).endsWith("bad", "worse");
		assertThat(this.counters.lost().values()).containsOnly(0L);
	}

	@Test
	void itemThatFailsWhileOthersAreDeliveredIsLost() {
		Delivery delivery = deliver(Origin.MEMORY, "a bad");
		answerItems("bad=again");
		for (int i = 0; i < BUDGET; i++) {
			assertThat(this.counters.lost()).containsEntry(LossReason.REJECTED, 0L);
			this.thread.goOn(BACKOFF.multipliedBy(10));
			deliverAnother(delivery);
			answerItems("bad=again");
		}
		assertThat(this.counters.lost()).containsEntry(LossReason.REJECTED, 1L);
		assertSettled();
	}

	/**
	 * Delivers another batch while one is under way.
	 */
	private void deliverAnother(Delivery delivery) {
		delivery.add(List.of(TestPayload.of("good")));
		Consumer<Outcome> earlier = this.unanswered.remove();
		answer(Outcome.Kind.DELIVERED);
		this.unanswered.add(earlier);
	}

	@Test
	void nearTheEndWhatFailsIsKeptOnDisk() {
		Delivery delivery = deliver(Origin.DISK, "old");
		answer(Outcome.Kind.DELIVERED);
		delivery.add(List.of(TestPayload.of("a", "b")));
		delivery.hurry(Duration.ofSeconds(5));
		answer(Outcome.Kind.RETRY);
		assertThat(this.counters.spilled()).isEqualTo(2);
	}

}
