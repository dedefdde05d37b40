/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.queue.Ledger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Backlog}.
 */
class BacklogTests {

	private final ManualClock clock = new ManualClock();

	private final Backlog backlog = new Backlog(new NoLedger(), LossReason.ENCODE_ERROR, this.clock);

	private final Batch first = add("a", "b");

	private final Batch second = add("c");

	@Test
	void firstComesFirst() {
		assertThat(this.backlog.head()).isSameAs(this.first);
		assertThat(this.backlog.takeHead()).isSameAs(this.first);
		assertThat(this.backlog.takeHead()).isSameAs(this.second);
		assertThat(this.backlog.takeHead()).isNull();
		assertThat(this.backlog.isWaiting()).isFalse();
		assertThat(this.backlog.isEmpty()).as("both are under way").isFalse();
	}

	@Test
	void whatMustWaitLetsOthersPass() {
		this.first.delayUntil(in(Duration.ofSeconds(2)));
		assertThat(this.backlog.takeDue()).isSameAs(this.second);
		assertThat(this.backlog.takeDue()).isNull();
		assertThat(this.backlog.untilNextDue()).isEqualTo(Duration.ofSeconds(2).toNanos());
		this.clock.goOn(Duration.ofSeconds(2));
		assertThat(this.backlog.takeDue()).isSameAs(this.first);
		assertThat(this.backlog.untilNextDue()).as("none waits").isZero();
	}

	@Test
	void soonestCountsAndMayBeMadeSooner() {
		this.first.delayUntil(in(Duration.ofSeconds(9)));
		this.second.delayUntil(in(Duration.ofSeconds(4)));
		assertThat(this.backlog.untilNextDue()).isEqualTo(Duration.ofSeconds(4).toNanos());
		this.backlog.delayUntil(this.clock.getAsLong());
		assertThat(this.backlog.takeDue()).isSameAs(this.first);
	}

	@Test
	void whatComesBackWaitsWhereItIsTold() {
		this.backlog.waitLast(this.backlog.takeHead());
		assertThat(this.backlog.waiting()).containsExactly(this.second, this.first);
		this.backlog.waitFirst(this.backlog.takeHead());
		assertThat(this.backlog.waiting()).containsExactly(this.second, this.first);
	}

	@Test
	void partsComeNextInOrder() {
		this.backlog.takeHead();
		List<Batch> parts = this.first.split(1, 0);
		this.backlog.replace(this.first, parts);
		assertThat(this.backlog.waiting()).containsExactly(parts.get(0), parts.get(1), this.second);
		assertThat(this.backlog.contains(this.first)).isFalse();
		assertThat(this.backlog.contains(parts.get(0))).isTrue();
	}

	@Test
	void partsAreAsOldAsTheWhole() {
		this.clock.goOn(Duration.ofSeconds(3));
		List<Batch> parts = this.first.split(1, 0);
		this.backlog.replace(this.first, parts);
		this.backlog.settle(this.second, true);
		assertThat(this.backlog.oldest()).isEqualTo(this.first.created());
	}

	@Test
	void ticketIsForWhatIsOpenNow() {
		CompletableFuture<Boolean> settled = this.backlog.ticket().settled();
		Batch later = add("later");
		this.backlog.settle(this.first, true);
		this.backlog.settle(later, false);
		assertThat(settled).isNotDone();
		this.backlog.settle(this.second, true);
		assertThat(settled).isCompletedWithValue(true);
		assertThat(this.backlog.oldest()).isNull();
	}

	@Test
	void ticketFollowsParts() {
		CompletableFuture<Boolean> settled = this.backlog.ticket().settled();
		this.backlog.settle(this.second, true);
		List<Batch> parts = this.first.split(1, 0);
		this.backlog.replace(this.first, parts);
		this.backlog.settle(parts.get(0), true);
		assertThat(settled).isNotDone();
		this.backlog.settle(parts.get(1), true);
		assertThat(settled).isCompletedWithValue(true);
	}

	@Test
	void nobodyWaitsForWhatHasNoChanceAndItStays() {
		CompletableFuture<Boolean> settled = this.backlog.ticket().settled();
		FlushTicket forgotten = this.backlog.ticket();
		this.backlog.forget(forgotten);
		this.backlog.giveUpWaiting();
		assertThat(settled).isCompletedWithValue(false);
		assertThat(forgotten.settled()).isNotDone();
		assertThat(this.backlog.all()).containsExactly(this.first, this.second);
	}

	private Batch add(String... words) {
		Batch batch = new Batch(TestPayload.of(words), this.clock.getAsLong());
		this.backlog.add(batch);
		return batch;
	}

	private long in(Duration time) {
		return this.clock.getAsLong() + time.toNanos();
	}

	private static final class NoLedger implements Ledger {

		@Override
		public void delivered(int items, long heldBytes) {
			throw new AssertionError("Nothing is settled here");
		}

		@Override
		public void lost(LossReason reason, int items, long heldBytes) {
			throw new AssertionError("Nothing is settled here");
		}

	}

}
