/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import dev.langfuse4j.export.BreakerState;
import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.http.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The answer to a request decides what becomes of its items, in the same way for requests
 * from memory and from disk.
 */
class DeliveryOutcomesTests extends DeliveryTestSupport {

	@ParameterizedTest
	@EnumSource
	void isDelivered(Origin origin) {
		deliver(origin, "a b", "c");
		answer(Outcome.Kind.DELIVERED);
		answer(Outcome.Kind.DELIVERED);
		assertThat(this.sent).containsExactly("a b", "c");
		assertThat(this.counters.delivered()).isEqualTo(3);
		assertSettled();
	}

	@ParameterizedTest
	@EnumSource
	void partOfItIsDelivered(Origin origin) {
		deliver(origin, "a b c");
		answer(new Outcome(Outcome.Kind.PARTIAL, 200, "", null, 2, null));
		assertThat(this.counters.delivered()).isEqualTo(1);
		assertThat(this.counters.lost()).containsEntry(LossReason.REJECTED, 2L);
		assertSettled();
	}

	@ParameterizedTest
	@EnumSource
	void backsOffAfterAFailure(Origin origin) {
		deliver(origin, "a b");
		answer(Outcome.Kind.RETRY);
		assertThat(this.sent).as("nothing at once").hasSize(1);
		this.thread.goOn(BACKOFF);
		assertThat(this.sent).containsExactly("a b", "a b");
		answer(Outcome.Kind.DELIVERED);
		assertThat(this.counters.delivered()).isEqualTo(2);
		assertSettled();
	}

	@Test
	void isSentAgainAtOnceIfAFlushWaitsForIt() {
		Delivery delivery = deliver(Origin.MEMORY, "a b");
		CompletableFuture<Boolean> flush = delivery.settle();
		answer(Outcome.Kind.RETRY);
		assertThat(this.sent).as("at once").containsExactly("a b", "a b");
		answer(Outcome.Kind.RETRY);
		assertThat(this.sent).as("once").hasSize(2);
		delivery.settle();
		assertThat(this.sent).as("too early for another flush").hasSize(2);
		this.thread.goOn(BACKOFF);
		assertThat(this.sent).hasSize(3);
		answer(Outcome.Kind.RETRY);
		assertThat(this.sent).as("for the other flush").hasSize(4);
		assertThat(flush).isNotDone();
		answer(Outcome.Kind.DELIVERED);
		assertThat(flush).isCompletedWithValue(true);
		assertSettled();
	}

	@Test
	void backsOffIfAFlushDoesNotWaitAnyLonger() {
		Delivery delivery = deliver(Origin.MEMORY, "a");
		delivery.settle().cancel(false);
		answer(Outcome.Kind.RETRY);
		assertThat(this.sent).hasSize(1);
	}

	@Test
	void doesNotAskAMisconfiguredServerAgainAtOnce() {
		Delivery delivery = deliver(Origin.MEMORY, "a");
		CompletableFuture<Boolean> flush = delivery.settle();
		answer(Outcome.Kind.MISCONFIGURED);
		assertThat(flush).isCompletedWithValue(false);
		assertThat(this.sent).hasSize(1);
		delivery.settle();
		assertThat(this.sent).as("the next flush").hasSize(2);
	}

	@ParameterizedTest
	@EnumSource
	void isLeftAloneAsLongAsTheServerWants(Origin origin) {
		deliver(origin, "a");
		answer(new Outcome(Outcome.Kind.RETRY, 429, "", Duration.ofSeconds(50), 0, null));
		this.thread.goOn(Duration.ofSeconds(49));
		assertThat(this.sent).hasSize(1);
		this.thread.goOn(BACKOFF);
		assertThat(this.sent).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource
	void isProbedWithOneItemOnceSomebodyMustCorrectSomething(Origin origin) {
		Delivery delivery = deliver(origin, "a b c");
		answer(Outcome.Kind.MISCONFIGURED);
		assertThat(delivery.history().breaker()).isEqualTo(BreakerState.OPEN);
		this.thread.goOn(PROBE.minusNanos(1));
		assertThat(this.sent).hasSize(1);
		this.thread.goOn(Duration.ofNanos(1));
		assertThat(this.sent).containsExactly("a b c", "a");
		answer(Outcome.Kind.DELIVERED);
		assertThat(this.sent).containsExactly("a b c", "a", "b c");
		answer(Outcome.Kind.DELIVERED);
		assertThat(this.counters.delivered()).isEqualTo(3);
		assertSettled();
	}

	@ParameterizedTest
	@EnumSource
	void isHalvedAndThenTrimmedIfItIsTooLarge(Origin origin) {
		deliver(origin, "aaaa b");
		answer(Outcome.Kind.TOO_LARGE);
		answer(Outcome.Kind.TOO_LARGE);
		answerAll();
		assertThat(this.sent).containsOnlyOnce("aaaa b", "aaaa", "aa", "b").hasSize(4);
		assertThat(this.counters.delivered()).isEqualTo(2);
		assertThat(this.counters.lost().values()).containsOnly(0L);
		assertSettled();
	}

	@ParameterizedTest
	@EnumSource
	void isLostIfItCannotBeSmaller(Origin origin) {
		deliver(origin, "aaa");
		answer(Outcome.Kind.TOO_LARGE);
		answer(Outcome.Kind.TOO_LARGE);
		assertThat(this.sent).containsExactly("aaa", "a");
		assertThat(this.counters.lost()).containsEntry(LossReason.TOO_LARGE, 1L);
		assertSettled();
	}

	@ParameterizedTest
	@EnumSource
	void isSearchedForWhatIsRefused(Origin origin) {
		deliver(origin, "a b bad d e f g h");
		while (!this.unanswered.isEmpty()) {
			answer(this.sent.get(this.sent.size() - this.unanswered.size()).contains("bad") ? Outcome.Kind.REJECTED
					: Outcome.Kind.DELIVERED);
		}
		assertThat(this.sent).hasSize(7);
		assertThat(this.counters.delivered()).isEqualTo(7);
		assertThat(this.counters.lost()).containsEntry(LossReason.REJECTED, 1L);
		assertSettled();
	}

	@ParameterizedTest
	@EnumSource
	void isNotSearchedAgainByAServerThatRefusesAll(Origin origin) {
		deliver(origin, "a b", "c d e f", "g h i j");
		while (!this.unanswered.isEmpty()) {
			answer(Outcome.Kind.REJECTED);
		}
		assertThat(this.sent).filteredOn((request) -> request.length() == 1).doesNotContain("g", "h", "i", "j");
		assertThat(this.sent).contains("g h i j");
		assertThat(this.counters.lost()).containsEntry(LossReason.REJECTED, 10L);
		assertSettled();
	}

	@ParameterizedTest
	@EnumSource
	void isTakenForTheCauseIfItFailsWhileOthersSucceed(Origin origin) {
		Delivery delivery = deliver(origin, "bad");
		for (int i = 0; i <= BUDGET; i++) {
			answer(Outcome.Kind.RETRY);
			this.thread.goOn(BACKOFF.multipliedBy(10));
			delivery.add(List.of(TestPayload.of("good")));
			Consumer<Outcome> bad = this.unanswered.remove();
			answer(Outcome.Kind.DELIVERED);
			this.unanswered.add(bad);
		}
		assertThat(this.counters.lost().get(LossReason.REJECTED)).isZero();
		answer(Outcome.Kind.RETRY);
		assertThat(this.counters.lost()).containsEntry(LossReason.REJECTED, 1L);
		assertThat(this.counters.delivered()).isEqualTo(BUDGET + 1);
		assertSettled();
	}

	@Test
	void whatIsNewIsDiscardedForWantOfCredentials() {
		deliver(Origin.MEMORY, "a b");
		withhold();
		assertThat(this.counters.lost()).containsEntry(LossReason.UNKNOWN_PROJECT, 2L);
		assertSettled();
	}

	@Test
	void whatIsOnDiskWaitsForCredentialsAndKeepsTheBreakerClosed() {
		Delivery delivery = deliver(Origin.DISK, "a b");
		withhold();
		assertThat(delivery.history().breaker()).isEqualTo(BreakerState.CLOSED);
		assertThat(this.counters.spilled()).isEqualTo(2);
		this.thread.goOn(Duration.ofSeconds(2));
		this.credentials.set(true);
		this.admission.availability();
		assertThat(this.admission.isOpen()).isTrue();
		delivery.add(List.of(TestPayload.of("new")));
		assertThat(this.sent).containsExactly("a b", "new", "a b");
		answerAll();
		assertThat(this.counters.delivered()).isEqualTo(3);
		assertSettled();
	}

	@Test
	void whatIsOnDiskIsSentOnceThereAreCredentialsThoughNothingIsNew() {
		deliver(Origin.DISK, "a b");
		withhold();
		this.thread.goOn(Duration.ofMinutes(2));
		assertThat(this.sent).hasSize(1);
		this.credentials.set(true);
		this.thread.goOn(Duration.ofMinutes(3));
		assertThat(this.sent).containsExactly("a b", "a b");
	}

	@Test
	void credentialsAreLookedForLessAndLessOftenAndThenOftenAgain() {
		deliver(Origin.DISK, "a b");
		withhold();
		// After 5, 15, 35, 75, 135, 195 and 255 seconds
		this.thread.goOn(Duration.ofSeconds(256));
		this.credentials.set(true);
		this.thread.goOn(Duration.ofSeconds(118));
		assertThat(this.sent).as("found after 315 seconds, and used after 375").hasSize(1);
		this.thread.goOn(Duration.ofSeconds(1));
		assertThat(this.sent).hasSize(2);
		withhold();
		this.credentials.set(true);
		this.thread.goOn(Duration.ofSeconds(15));
		assertThat(this.sent).as("found after 5 seconds, and used after 15").hasSize(3);
	}

	@Test
	void whatIsNewComesFirstAndWhatIsOnDiskBesideIt() {
		Delivery delivery = deliver(Origin.DISK, "old1", "old2");
		delivery.add(List.of(TestPayload.of("new1"), TestPayload.of("new2"), TestPayload.of("new3")));
		assertThat(this.sent).containsExactly("old1", "new1", "new2");
		answerAll();
		assertThat(this.sent).containsExactlyInAnyOrder("old1", "new1", "new2", "old2", "new3");
		assertSettled();
	}

	@Test
	void oneOfWhatIsOnDiskIsUnderWayAtATime() {
		Delivery delivery = deliver(Origin.DISK, "a b");
		answer(Outcome.Kind.TOO_LARGE);
		delivery.add(List.of(TestPayload.of("new")));
		assertThat(this.sent).containsExactly("a b", "a", "new");
		answer(Outcome.Kind.DELIVERED);
		assertThat(this.sent).endsWith("b");
	}

	@Test
	void whatIsOnDiskIsNoProbeWhileSomethingIsNew() {
		Delivery delivery = deliver(Origin.DISK, "old");
		answer(Outcome.Kind.MISCONFIGURED);
		delivery.add(List.of(TestPayload.of("new")));
		this.thread.goOn(PROBE);
		assertThat(this.sent).containsExactly("old", "new");
		answer(Outcome.Kind.DELIVERED);
		assertThat(this.sent).containsExactly("old", "new", "old");
	}

	@Test
	void requestsWithoutMemoryTakeNoSlotFromOthers() {
		deliver(Origin.MEMORY, TestPayload.HUGE, TestPayload.HUGE, TestPayload.HUGE, "a", "b");
		assertThat(this.sent).containsExactly("a", "b");
		answerAll();
		assertThat(this.counters.lost()).containsEntry(LossReason.ENCODE_ERROR, 3L);
		assertSettled();
	}

	@Test
	void requestWithoutMemoryDoesNotKeepOthersFromTheDisk() {
		Spill spill = spill();
		assertThat(spill.keepNow(TestPayload.batch(TestPayload.HUGE))).isFalse();
		assertThat(spill.keepNow(TestPayload.batch("a", "b"))).isTrue();
		assertThat(this.counters.spilled()).isEqualTo(2);
	}

	@Test
	void diskThatCannotBeReadIsLeftAloneForLongerEachTime() throws IOException {
		Path taken = this.directory.resolve("taken");
		Spill former = spill();
		former.keepNow(TestPayload.batch("a"));
		former.close();
		Path real = this.directory;
		this.directory = Files.createFile(taken);
		deliver(Origin.DISK);
		// Tried at once and after 1, 3 and 7 seconds
		this.thread.goOn(Duration.ofSeconds(4));
		Files.delete(taken);
		Files.createSymbolicLink(taken, real);
		this.thread.goOn(Duration.ofSeconds(3).minusNanos(1));
		assertThat(this.sent).isEmpty();
		this.thread.goOn(Duration.ofNanos(1));
		assertThat(this.sent).containsExactly("a");
	}

	@Test
	void whatIsOnDiskAndCannotBeDividedIsDamaged() {
		deliver(Origin.DISK, TestPayload.UNREADABLE + " b", "c");
		answer(Outcome.Kind.TOO_LARGE);
		assertThat(this.counters.lost()).containsEntry(LossReason.SPILL_DAMAGED, 2L);
		this.thread.goOn(Duration.ofNanos(1));
		assertThat(this.sent).endsWith("c");
		answer(Outcome.Kind.DELIVERED);
		assertSettled();
	}

	@Test
	void whatIsOnDiskAndCannotBeProbedWithIsDamaged() {
		deliver(Origin.DISK, TestPayload.UNREADABLE + " b", "c");
		answer(Outcome.Kind.MISCONFIGURED);
		this.thread.goOn(PROBE);
		assertThat(this.counters.lost()).containsEntry(LossReason.SPILL_DAMAGED, 2L);
		assertThat(this.sent).endsWith("c");
	}

	@Test
	void nearTheEndWhatIsOnDiskIsNotSentAgainAndAgain() {
		Delivery delivery = deliver(Origin.DISK, "a b");
		delivery.hurry(Duration.ofSeconds(5));
		answer(Outcome.Kind.MISCONFIGURED);
		this.thread.goOn(Duration.ofMillis(249));
		assertThat(this.sent).hasSize(1);
		this.thread.goOn(Duration.ofMillis(126));
		assertThat(this.sent).containsExactly("a b", "a");
	}

	@Test
	void nearTheEndWhatIsInMemoryIsGivenUpIfSomebodyMustCorrectSomething() {
		Delivery delivery = deliver(Origin.MEMORY, "a", "b", "c");
		CompletableFuture<Boolean> settled = delivery.settle();
		delivery.hurry(Duration.ofSeconds(5));
		answer(Outcome.Kind.MISCONFIGURED);
		answer(Outcome.Kind.MISCONFIGURED);
		assertThat(settled).isCompletedWithValue(false);
		assertThat(this.counters.lost()).containsEntry(LossReason.SHUTDOWN, 3L);
		assertThat(this.sent).containsExactly("a", "b");
	}

	@Test
	void whoWaitsHasARetryAtOnce() {
		Delivery delivery = deliver(Origin.MEMORY, "a");
		answer(Outcome.Kind.RETRY);
		CompletableFuture<Boolean> settled = delivery.settle();
		assertThat(this.sent).hasSize(2);
		answer(Outcome.Kind.DELIVERED);
		assertThat(settled).isCompletedWithValue(true);
	}

	@Test
	void nobodyWaitsForACorrection() {
		Delivery delivery = deliver(Origin.MEMORY, "a");
		CompletableFuture<Boolean> settled = delivery.settle();
		answer(Outcome.Kind.MISCONFIGURED);
		assertThat(settled).isCompletedWithValue(false);
		assertThat(this.counters.lost().values()).containsOnly(0L);
	}

}
