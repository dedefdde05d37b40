/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The cache says what is known of a prompt, and whether the caller must wait for the
 * server.
 */
class PromptLookupTests {

	private static final long SECOND = 1_000_000_000L;

	private static final long TTL = 60 * SECOND;

	private final List<String> asked = new ArrayList<>();

	private Fetched answer = PromptSlotTests.found(1, null);

	private long now = 7 * SECOND;

	private final PromptCache cache = new PromptCache((key, etag) -> {
		this.asked.add(key.name());
		return Mono.just(this.answer);
	}, 2, () -> this.now);

	@Test
	void unknownPromptIsAMiss() {
		assertThat(find("x", TTL)).isEqualTo("MISS waits");
		assertThat(this.asked).as("that is up to the caller").isEmpty();
	}

	@Test
	void knownPromptIsAHitAndThenStale() {
		load("x");
		assertThat(find("x", TTL)).isEqualTo("HIT");
		this.now += TTL;
		assertThat(find("x", TTL)).isEqualTo("STALE");
		assertThat(this.asked).hasSize(2);
		assertThat(find("x", TTL)).isEqualTo("HIT");
	}

	@Test
	void newPromptIsAMissEachTime() {
		load("x");
		assertThat(find("x", 0)).isEqualTo("MISS waits");
		assertThat(find("x", -1)).isEqualTo("MISS waits");
		assertThat(find("x", 1)).isEqualTo("HIT");
	}

	@Test
	void stalePromptIsNotRefreshedDuringABackOff() {
		load("x");
		this.answer = new Fetched.Failed("is ill");
		this.now += TTL;
		find("x", TTL);
		assertThat(this.asked).hasSize(2);
		this.now += SECOND - 1;
		assertThat(find("x", TTL)).isEqualTo("STALE");
		assertThat(this.asked).hasSize(2);
		this.now++;
		assertThat(find("x", TTL)).isEqualTo("STALE");
		assertThat(this.asked).hasSize(3);
	}

	@Test
	void absenceIsNegativeUntilItIsOld() {
		this.answer = new Fetched.NotFound();
		load("x");
		assertThat(find("x", TTL)).isEqualTo("NEGATIVE");
		this.now += SlotState.NEGATIVE_NANOS;
		assertThat(find("x", TTL)).isEqualTo("MISS waits");
	}

	@Test
	void failureIsAnErrorUntilTheBackOffEnds() {
		this.answer = new Fetched.Failed("is ill");
		load("x");
		assertThat(find("x", TTL)).isEqualTo("ERROR");
		this.now += SECOND;
		assertThat(find("x", TTL)).as("the caller has patience").isEqualTo("MISS waits");
		assertThat(this.asked).hasSize(1);
	}

	@Test
	void callerWithoutPatienceDoesNotWaitForAServerThatHasFailed() {
		this.answer = new Fetched.Failed("is ill");
		load("x");
		this.now += SECOND;
		PromptCache.Found found = this.cache.find(key("default", "x"), TTL, () -> false);
		assertThat(found.result()).isEqualTo(PromptResult.ERROR);
		assertThat(found.needsServer()).isFalse();
		assertThat(this.asked).as("it is asked in the background").hasSize(2);
		assertThat(this.cache.find(key("default", "new"), TTL, () -> false).needsServer())
			.as("a server that has not failed is waited for")
			.isTrue();
	}

	@Test
	void leastRecentlyUsedPromptGoes() {
		load("a");
		this.now++;
		load("b");
		this.now++;
		find("a", TTL);
		this.now++;
		load("c");
		assertThat(this.cache.entries()).extracting(CachedPrompt::name).containsExactlyInAnyOrder("a", "c");
	}

	@Test
	void newestPromptStaysThoughAllWereUsedAtTheSameTime() {
		for (String name : List.of("a", "b", "c", "d")) {
			load(name);
			assertThat(find(name, TTL)).isEqualTo("HIT");
		}
		assertThat(this.cache.entries()).hasSize(2);
	}

	@Test
	void othersMayEvictOnceAThreadHasDone() {
		for (String name : List.of("a", "b", "c")) {
			load(name);
		}
		CompletableFuture.runAsync(() -> load("d")).join();
		assertThat(this.cache.entries()).hasSize(2);
	}

	@Test
	void entriesHaveTheAgeSinceTheServerConfirmedThem() {
		load("x");
		find("unknown", TTL);
		this.now += 2 * SECOND + 1;
		assertThat(this.cache.entries()).containsExactly(new CachedPrompt("default", "x", "production", 1, 2));
		this.now = 0;
		assertThat(this.cache.entries().get(0).ageSeconds()).isZero();
	}

	@Test
	void invalidationIsOfANameInOneProjectOrInAll() {
		PromptCache large = new PromptCache((key, etag) -> Mono.just(this.answer), 10, () -> this.now);
		for (PromptKey key : List.of(key("red", "x"), key("blue", "x"), key("red", "y"))) {
			PromptCache.Found found = large.find(key, TTL, () -> true);
			found.slot().load(found.state(), TTL);
		}
		large.invalidate("green", "x");
		assertThat(large.entries()).hasSize(3);
		large.invalidate("red", "x");
		assertThat(large.entries()).extracting(CachedPrompt::project).containsExactlyInAnyOrder("blue", "red");
		large.invalidate(null, "x");
		assertThat(large.entries()).extracting(CachedPrompt::name).containsExactly("y");
	}

	private void load(String name) {
		PromptCache.Found found = this.cache.find(key("default", name), TTL, () -> true);
		found.slot().load(found.state(), TTL).join();
	}

	private String find(String name, long ttlNanos) {
		PromptCache.Found found = this.cache.find(key("default", name), ttlNanos, () -> true);
		return found.result() + (found.needsServer() ? " waits" : "");
	}

	private static PromptKey key(String project, String name) {
		return new PromptKey(project, name, "production", 0);
	}

}
