/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SlotState}.
 */
class SlotStateTests {

	private static final long SECOND = 1_000_000_000L;

	private static final long TTL = 60 * SECOND;

	private static final long NOW = -7 * SECOND;

	private static final Fetched FAILED = new Fetched.Failed("is ill");

	private final PromptVersion prompt = PromptJson
		.read(JsonMapper.shared().readTree(PromptsTestSupport.textPrompt("x", 1, "t")));

	private final SlotState loaded = SlotState.EMPTY.after(new Fetched.Found(this.prompt, "tag"), NOW, TTL);

	@Test
	void nothingIsKnownAtFirst() {
		assertThat(SlotState.EMPTY.isFresh(NOW, TTL)).isFalse();
		assertThat(SlotState.EMPTY.isWaiting(-1)).isFalse();
	}

	@Test
	void promptIsFreshForItsTimeToLive() {
		assertThat(this.loaded).isEqualTo(new SlotState(this.prompt, "tag", NOW, false, null, 0, NOW));
		assertThat(this.loaded.isFresh(NOW + TTL - 1, TTL)).isTrue();
		assertThat(this.loaded.isFresh(NOW + TTL, TTL)).isFalse();
		assertThat(this.loaded.isWaiting(NOW)).isFalse();
		assertThat(this.loaded.isWaiting(NOW - 1)).as("there is neither a problem nor an absence").isFalse();
	}

	@Test
	void promptThatIsUnchangedIsFreshAgain() {
		SlotState failed = this.loaded.after(FAILED, NOW + TTL, TTL);
		SlotState confirmed = failed.after(new Fetched.NotModified(), NOW + 2 * TTL, TTL);
		assertThat(confirmed)
			.isEqualTo(new SlotState(this.prompt, "tag", NOW + 2 * TTL, false, null, 0, NOW + 2 * TTL));
	}

	@Test
	void nothingCannotBeUnchanged() {
		SlotState state = SlotState.EMPTY.after(new Fetched.NotModified(), NOW, TTL);
		assertThat(state.prompt()).isNull();
		assertThat(state.problem()).isEqualTo("answered 304 to an unconditional request");
		assertThat(state.failures()).isOne();
	}

	@Test
	void absenceIsKnownForFiveSeconds() {
		SlotState absent = this.loaded.after(new Fetched.NotFound(), NOW, TTL);
		assertThat(absent).isEqualTo(new SlotState(null, null, 0, true, null, 0, NOW + 5 * SECOND));
		assertThat(absent.isWaiting(NOW + 5 * SECOND - 1)).isTrue();
		assertThat(absent.isWaiting(NOW + 5 * SECOND)).isFalse();
		assertThat(absent.isFresh(NOW, TTL)).isFalse();
	}

	@Test
	void failureKeepsTheKnownPrompt() {
		SlotState failed = this.loaded.after(FAILED, NOW + TTL, TTL);
		assertThat(failed).isEqualTo(new SlotState(this.prompt, "tag", NOW, false, "is ill", 1, NOW + TTL + SECOND));
		assertThat(failed.isWaiting(NOW + TTL + SECOND - 1)).isTrue();
		assertThat(failed.isWaiting(NOW + TTL + SECOND)).isFalse();
	}

	@Test
	void absenceThatIsNoLongerCertainIsForgotten() {
		SlotState failed = SlotState.EMPTY.after(new Fetched.NotFound(), NOW, TTL).after(FAILED, NOW, TTL);
		assertThat(failed.missing()).isFalse();
		assertThat(failed.problem()).isEqualTo("is ill");
	}

	@Test
	void backOffDoublesUpToHalfAMinute() {
		assertThat(backOffs(this.loaded, TTL)).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
	}

	@Test
	void backOffIsShorterWithoutAPrompt() {
		assertThat(backOffs(SlotState.EMPTY, TTL)).containsExactly(1L, 2L, 4L, 5L, 5L, 5L, 5L, 5L);
	}

	@Test
	void backOffIsNoLongerThanTheTimeToLive() {
		assertThat(backOffs(this.loaded, 6 * SECOND)).containsExactly(1L, 2L, 4L, 6L, 6L, 6L, 6L, 6L);
	}

	@Test
	void promptThatIsNotCachedHasTheWholeBackOff() {
		assertThat(backOffs(this.loaded, 0)).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
	}

	@Test
	void manyFailuresOverflowNothing() {
		SlotState state = new SlotState(this.prompt, null, NOW, false, "is ill", 1_000, NOW);
		assertThat(state.after(FAILED, NOW, TTL).nextAt()).isEqualTo(NOW + 30 * SECOND);
	}

	private static Long[] backOffs(SlotState first, long ttlNanos) {
		SlotState[] state = { first };
		return IntStream.range(0, 8).mapToObj((i) -> {
			state[0] = state[0].after(FAILED, NOW, ttlNanos);
			return (state[0].nextAt() - NOW) / SECOND;
		}).toArray(Long[]::new);
	}

}
