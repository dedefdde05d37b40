/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FlushTicket}.
 */
class FlushTicketTests {

	private final Batch first = TestPayload.batch("a", "b");

	private final Batch second = TestPayload.batch("c");

	private final FlushTicket ticket = new FlushTicket(Set.of(this.first, this.second));

	@Test
	void completesOnceAllIsSettled() {
		this.ticket.settle(this.first, true);
		assertThat(this.ticket.settled()).isNotDone();
		this.ticket.settle(this.second, true);
		assertThat(this.ticket.settled()).isCompletedWithValue(true);
	}

	@Test
	void nothingOpenIsDelivered() {
		assertThat(new FlushTicket(Set.of()).settled()).isCompletedWithValue(true);
	}

	@Test
	void oneThatIsLostIsRemembered() {
		this.ticket.settle(this.first, false);
		this.ticket.settle(this.second, true);
		assertThat(this.ticket.settled()).isCompletedWithValue(false);
	}

	@Test
	void whatCameLaterIsNotWaitedFor() {
		this.ticket.settle(TestPayload.batch("later"), false);
		this.ticket.settle(this.first, true);
		this.ticket.settle(this.second, true);
		assertThat(this.ticket.settled()).isCompletedWithValue(true);
	}

	@Test
	void partsAreWaitedForInsteadOfTheWhole() {
		List<Batch> parts = this.first.split(1, 0);
		this.ticket.replace(this.first, parts);
		this.ticket.settle(this.first, true);
		this.ticket.settle(this.second, true);
		this.ticket.settle(parts.get(0), true);
		assertThat(this.ticket.settled()).isNotDone();
		this.ticket.settle(parts.get(1), false);
		assertThat(this.ticket.settled()).isCompletedWithValue(false);
	}

	@Test
	void nothingIsWaitedForThatHasNoChance() {
		this.ticket.giveUp();
		assertThat(this.ticket.settled()).isCompletedWithValue(false);
	}

}
