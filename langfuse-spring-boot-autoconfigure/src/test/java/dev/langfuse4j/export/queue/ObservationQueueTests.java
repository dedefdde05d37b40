/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.queue;

import java.util.List;

import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.TraceState;
import dev.langfuse4j.testing.Observations;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The queue counts the observations, and their bytes, that wait in it and that have a
 * place in it.
 */
class ObservationQueueTests {

	private static final int MANY = 1_000_000;

	/**
	 * The name of the trace, which its observations have in common.
	 */
	private static final int COMMON = "trace".length();

	private final ObservationQueue queue = new ObservationQueue(3, MANY);

	private final ObservationData first = Observations.named("first");

	private final ObservationData second = Observations.named("second");

	@Test
	void whatWasTakenOutKeepsItsPlaceUntilItIsReleased() {
		assertThat(this.queue.offer(this.first)).isTrue();
		assertThat(this.queue.offer(this.second)).isTrue();
		expect(2, this.first.weight() + this.second.weight() + 2 * COMMON, 2);
		assertThat(this.queue.poll(1)).containsExactly(this.first);
		expect(1, this.second.weight() + 2 * COMMON, 2);
		this.queue.letGo(this.first);
		expect(1, this.second.weight() + COMMON, 2);
		this.queue.release(1, this.first.weight());
		expect(1, this.second.weight() + COMMON, 1);
		assertThat(this.queue.heldBytes()).isEqualTo(this.second.weight() + COMMON);
		assertThat(this.queue.poll(10)).containsExactly(this.second);
		this.queue.letGo(this.second);
		this.queue.release(1, this.second.weight());
		expect(0, 0, 0);
		assertThat(this.queue.heldBytes()).isZero();
	}

	@Test
	void whatBecomesSmallerWhileItIsMaskedHoldsLess() {
		this.queue.offer(this.first);
		this.queue.offer(this.second);
		this.queue.poll(1);
		long held = this.queue.heldBytes();
		long waiting = this.queue.waitingBytes();
		this.queue.release(0, 2);
		assertThat(this.queue.heldBytes()).isEqualTo(held - 2);
		assertThat(this.queue.waitingBytes()).isEqualTo(waiting);
		assertThat(this.queue.held()).isEqualTo(2);
	}

	@Test
	void theOldestIsEvictedWithItsPlace() {
		this.queue.offer(this.first);
		this.queue.offer(this.second);
		assertThat(this.queue.evict()).isSameAs(this.first);
		expect(1, this.second.weight() + COMMON, 1);
		assertThat(this.queue.heldBytes()).isEqualTo(this.second.weight() + COMMON);
	}

	@Test
	void whatFindsNoRoomLeavesNothingBehind() {
		ObservationQueue small = new ObservationQueue(3, this.first.weight() + COMMON);
		assertThat(small.offer(this.first)).isTrue();
		assertThat(small.offer(this.second)).isFalse();
		assertThat(small.held()).isEqualTo(1);
		assertThat(small.waiting()).isEqualTo(1);
		assertThat(small.heldBytes()).isEqualTo(this.first.weight() + COMMON);
		assertThat(small.waitingBytes()).isEqualTo(small.heldBytes());
	}

	@Test
	void aNameThatGrowsIsCountedOnceForItsTrace() {
		TraceState trace = Observations.trace();
		List<ObservationData> both = List.of(Observations.in(trace, "a"), Observations.in(trace, "b"));
		both.forEach(this.queue::offer);
		long before = this.queue.waitingBytes();
		trace.name("trace with more");
		assertThat(this.queue.waitingBytes()).isEqualTo(before + " with more".length());
		this.queue.poll(2).forEach(this.queue::letGo);
		assertThat(this.queue.waitingBytes()).isZero();
	}

	private void expect(int waiting, long waitingBytes, int held) {
		assertThat(this.queue.waiting()).isEqualTo(waiting);
		assertThat(this.queue.waitingBytes()).isEqualTo(waitingBytes);
		assertThat(this.queue.held()).isEqualTo(held);
	}

}
