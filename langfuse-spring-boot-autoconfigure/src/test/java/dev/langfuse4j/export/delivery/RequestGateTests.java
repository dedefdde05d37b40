/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.time.Duration;

import dev.langfuse4j.export.BreakerState;
import dev.langfuse4j.export.RetrySettings;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RequestGate}.
 */
class RequestGateTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final ManualClock clock = new ManualClock();

	private final RequestGate gate = new RequestGate(
			new RetrySettings(SECOND, SECOND.multipliedBy(30), 10, 3, SECOND.multipliedBy(5), SECOND.multipliedBy(60)),
			2, this.clock);

	@Test
	void failureBacksOff() {
		this.gate.failed(null, 1, sent());
		assertThat(this.gate.pause()).isBetween(0L, SECOND.toNanos());
		assertThat(this.gate.isProbing()).isFalse();
		this.gate.succeeded();
		assertThat(this.gate.pause()).isZero();
	}

	@Test
	void failuresInARowLeaveOneProbeAtATime() {
		for (int i = 0; i < 3; i++) {
			assertThat(this.gate.isProbing()).isFalse();
			this.gate.failed(null, 1, sent());
		}
		assertThat(this.gate.isProbing()).isTrue();
		assertThat(this.gate.state()).isEqualTo(BreakerState.OPEN);
		assertThat(this.gate.pause()).isEqualTo(SECOND.multipliedBy(5).toNanos());
		this.gate.started();
		assertThat(this.gate.isFree()).isFalse();
		assertThat(this.gate.state()).isEqualTo(BreakerState.PROBING);
		this.gate.ended();
		this.gate.answered();
		assertThat(this.gate.state()).isEqualTo(BreakerState.CLOSED);
		this.gate.started();
		assertThat(this.gate.isFree()).isTrue();
	}

	@Test
	void answersToWhatWasSentBeforePutOffNoProbe() {
		long sent = sent();
		this.clock.goOn(SECOND);
		this.gate.misconfigured(sent);
		long pause = this.gate.pause();
		this.clock.goOn(SECOND);
		this.gate.misconfigured(sent);
		this.gate.failed(null, 1, sent);
		assertThat(this.gate.pause()).isEqualTo(pause - SECOND.toNanos());
	}

	@Test
	void whatMustBeCorrectedIsHopelessOnceNothingIsUnderWay() {
		this.gate.started();
		this.gate.misconfigured(sent());
		assertThat(this.gate.isHopeless()).isFalse();
		this.gate.ended();
		assertThat(this.gate.isHopeless()).isTrue();
		this.gate.failed(null, 1, sent());
		assertThat(this.gate.isHopeless()).isFalse();
	}

	@Test
	void successesAreCountedAndAnswersAreNot() {
		this.gate.succeeded();
		this.gate.answered();
		assertThat(this.gate.successes()).isEqualTo(1);
	}

	@Test
	void nearTheEndAServerInTroubleIsAskedSoonWhetherItAnswersOrNot() {
		this.gate.failed(null, 1, sent());
		this.clock.goOn(SECOND.multipliedBy(2));
		this.gate.hurry(SECOND.multipliedBy(5));
		assertThat(this.gate.isProbing()).isTrue();
		assertThat(this.gate.pause()).isNotPositive();
		this.gate.started();
		assertSoon();
		assertThat(this.gate.isFree()).as("one that is not answered is not the last").isTrue();
		this.gate.failed(null, 2, sent());
		assertSoon();
		this.gate.misconfigured(sent());
		assertSoon();
	}

	/**
	 * The back-off is random: many tries find a short one.
	 */
	@RepeatedTest(20)
	void nearTheEndAShortBackOffIsProlongedUnlessThereIsNoTime() {
		this.gate.failed(null, 1, sent());
		long before = this.gate.pause();
		this.gate.hurry(Duration.ofMillis(100));
		assertThat(this.gate.pause()).as("no time").isLessThanOrEqualTo(before);
		this.gate.resume();
		this.gate.hurry(SECOND.multipliedBy(5));
		assertSoon();
	}

	@Test
	void nearTheEndAServerThatIsWellIsNotHeldUp() {
		this.gate.hurry(SECOND.multipliedBy(5));
		this.gate.started();
		assertThat(this.gate.pause()).isNotPositive();
		assertThat(this.gate.isProbing()).isFalse();
		assertThat(this.gate.isHurried()).isTrue();
		this.gate.resume();
		assertThat(this.gate.isHurried()).isFalse();
	}

	@Test
	void serverThatWantsToBeLeftAloneBeyondTheEndIs() {
		this.gate.failed(SECOND.multipliedBy(10), 1, sent());
		assertThat(this.gate.isLeftAlone()).isFalse();
		this.gate.hurry(SECOND.multipliedBy(5));
		assertThat(this.gate.isLeftAlone()).isTrue();
		this.gate.nobodyWaits();
		assertThat(this.gate.isLeftAlone()).isFalse();
		this.gate.hurry(SECOND.multipliedBy(15));
		assertThat(this.gate.isLeftAlone()).isFalse();
	}

	private void assertSoon() {
		assertThat(this.gate.pause()).isBetween(Duration.ofMillis(250).toNanos(), Duration.ofMillis(375).toNanos());
	}

	private long sent() {
		return this.clock.getAsLong();
	}

}
