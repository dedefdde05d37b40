/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PromptSlot}.
 */
class PromptSlotTests {

	private static final PromptKey KEY = new PromptKey("default", "x", "production", 0);

	private static final long TTL = 60;

	private final List<@Nullable String> asked = new ArrayList<>();

	private final List<Sinks.One<Fetched>> answers = new ArrayList<>();

	private long now = 100;

	private final PromptSlot slot = new PromptSlot(KEY, (key, etag) -> {
		this.asked.add(etag);
		Sinks.One<Fetched> answer = Sinks.one();
		this.answers.add(answer);
		return answer.asMono();
	}, () -> this.now);

	@Test
	void slotIsNewWhenItIsMade() {
		assertThat(this.slot.key()).isEqualTo(KEY);
		assertThat(this.slot.lastUsed()).isEqualTo(100);
		this.slot.use(120);
		assertThat(this.slot.lastUsed()).isEqualTo(120);
		assertThat(this.slot.state()).isSameAs(SlotState.EMPTY);
	}

	@Test
	void callersJoinTheRequestUnderWay() {
		CompletableFuture<SlotState> first = this.slot.load(SlotState.EMPTY, TTL);
		CompletableFuture<SlotState> second = this.slot.load(SlotState.EMPTY, TTL);
		assertThat(second).isSameAs(first).isNotDone();
		answer(1, "one");
		assertThat(first.join().prompt().version()).isEqualTo(1);
		assertThat(this.slot.state()).isSameAs(first.join());
		assertThat(this.asked).containsExactly((String) null);
	}

	@Test
	void nextRequestNamesWhatIsKnown() {
		this.slot.load(SlotState.EMPTY, TTL);
		answer(1, "one");
		this.now = 200;
		CompletableFuture<SlotState> next = this.slot.load(this.slot.state(), TTL);
		this.answers.get(1).tryEmitValue(new Fetched.NotModified());
		assertThat(this.asked).containsExactly(null, "one");
		assertThat(next.join().loadedAt()).isEqualTo(200);
	}

	@Test
	void callerWhoLookedBeforeTheResponseGetsItWithoutARequest() {
		this.slot.load(SlotState.EMPTY, TTL);
		answer(1, "one");
		assertThat(this.slot.load(SlotState.EMPTY, TTL)).isCompletedWithValue(this.slot.state());
		assertThat(this.asked).hasSize(1);
	}

	@Test
	void responseThatNobodyKeepsIsNotCached() {
		CompletableFuture<SlotState> first = this.slot.load(SlotState.EMPTY, 0);
		answer(1, "one");
		assertThat(first.join().prompt().version()).isEqualTo(1);
		assertThat(this.slot.state()).isSameAs(SlotState.EMPTY);
		this.slot.load(this.slot.state(), 0);
		assertThat(this.asked).hasSize(2);
	}

	@Test
	void responseIsCachedIfOneOfTheCallersKeepsIt() {
		this.slot.load(SlotState.EMPTY, 0);
		this.slot.load(SlotState.EMPTY, TTL);
		this.slot.load(SlotState.EMPTY, 0);
		answer(1, "one");
		assertThat(this.slot.state().prompt().version()).isEqualTo(1);
	}

	@Test
	void knownPromptIsReplacedThoughTheCallerDoesNotKeepIt() {
		this.slot.load(SlotState.EMPTY, TTL);
		answer(1, "one");
		this.slot.load(this.slot.state(), 0);
		answer(2, "two");
		assertThat(this.slot.state().prompt().version()).isEqualTo(2);
	}

	@Test
	void backOffIsThatOfTheCallerWhoKeepsThePromptLongest() {
		long second = 1_000_000_000L;
		this.slot.load(SlotState.EMPTY, second / 4);
		this.slot.load(SlotState.EMPTY, second / 2);
		this.slot.load(SlotState.EMPTY, second / 3);
		this.answers.get(0).tryEmitValue(new Fetched.Failed("is ill"));
		assertThat(this.slot.state().nextAt()).isEqualTo(this.now + second / 2);
	}

	@Test
	void requestWithoutAResponseHasFailed() {
		CompletableFuture<SlotState> load = this.slot.load(SlotState.EMPTY, TTL);
		this.answers.get(0).tryEmitEmpty();
		assertThat(load.join().problem()).isEqualTo("did not answer");
	}

	@Test
	void requestThatCannotBeMadeHasFailed() {
		PromptSlot broken = new PromptSlot(KEY, (key, etag) -> {
			throw new IllegalStateException("secret");
		}, () -> this.now);
		assertThat(broken.load(SlotState.EMPTY, TTL).join().problem())
			.isEqualTo("could not be called: java.lang.IllegalStateException");
		PromptSlot failing = new PromptSlot(KEY, (key, etag) -> Mono.error(new IllegalStateException("secret")),
				() -> this.now);
		assertThat(failing.load(SlotState.EMPTY, TTL).join().failures()).isOne();
	}

	private void answer(int version, String etag) {
		this.answers.get(this.answers.size() - 1).tryEmitValue(found(version, etag));
	}

	static Fetched found(int version, @Nullable String etag) {
		return new Fetched.Found(
				PromptJson.read(JsonMapper.shared().readTree(PromptsTestSupport.textPrompt("x", version, "t"))), etag);
	}

}
