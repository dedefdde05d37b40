/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The cache asks the server for a prompt when it must, and serves the known one
 * meanwhile.
 */
class PromptCacheTests extends PromptsTestSupport {

	private static final Duration TTL = Duration.ofSeconds(60);

	@Test
	void promptIsAskedForOnceUntilItIsOld() {
		this.server.answer(200, textPrompt("x", 1, "one")).answer(200, textPrompt("x", 2, "two"));
		LangfusePrompts prompts = prompts();
		assertThat(prompts.text("x").get().text()).isEqualTo("one");
		advance(TTL.minusNanos(1));
		assertThat(prompts.text("x").get().text()).isEqualTo("one");
		assertThat(this.server.requests()).hasSize(1);
		advance(Duration.ofNanos(1));
		assertThat(prompts.text("x").get().text()).isEqualTo("one");
		await().until(() -> prompts.text("x").get().text().equals("two"));
		assertThat(this.server.requests()).hasSize(2);
		assertThat(this.results.subList(0, 3)).containsExactly("default x miss", "default x hit", "default x stale");
		assertThat(this.results).endsWith("default x hit");
	}

	@Test
	void thousandCallersAreOneRequest() throws Exception {
		CountDownLatch all = new CountDownLatch(1);
		this.server.answerAfter(() -> uninterruptibly(all));
		this.server.answerAllWith((request) -> textPrompt("x", 2, "second"));
		DefaultLangfusePrompts prompts = prompts();
		// The first answer is none of a prompt, which all of them get to know
		ExecutorService executor = Executors.newFixedThreadPool(500);
		CountDownLatch waiting = new CountDownLatch(500);
		List<Future<String>> blocking = IntStream.range(0, 500).mapToObj((i) -> executor.submit(() -> {
			waiting.countDown();
			return prompts.text("x").fallback("own").get().text();
		})).toList();
		waiting.await();
		Mono<List<String>> reactive = Flux.range(0, 500)
			.flatMap((i) -> prompts.text("x")
				.fallback("own")
				.mono()
				.map(TextPrompt::text)
				.subscribeOn(Schedulers.parallel()), 500)
			.collectList();
		Future<List<String>> subscribed = reactive.toFuture();
		all.countDown();
		for (Future<String> one : blocking) {
			assertThat(one.get()).isEqualTo("own");
		}
		assertThat(subscribed.get()).hasSize(500).containsOnly("own");
		assertThat(this.server.requests()).hasSize(1);
		executor.shutdownNow();
	}

	@Test
	void callersOfManyThreadsMakeOneRequestPerAge() throws Exception {
		AtomicInteger requests = new AtomicInteger();
		Mono<Fetched> answer = Mono.fromSupplier(() -> {
			requests.incrementAndGet();
			return found(1);
		});
		PromptCache cache = new PromptCache((key, etag) -> answer.subscribeOn(Schedulers.parallel()), 10,
				this.clock::get);
		ExecutorService executor = Executors.newFixedThreadPool(16);
		for (int round = 1; round <= 200; round++) {
			List<Future<Integer>> calls = IntStream.range(0, 32)
				.mapToObj((i) -> executor.submit(() -> version(cache)))
				.toList();
			for (Future<Integer> call : calls) {
				assertThat(call.get()).isEqualTo(1);
			}
			await().pollInterval(Duration.ofMillis(1)).until(() -> cache.entries().get(0).ageSeconds() == 0);
			assertThat(requests).hasValue(round);
			advance(TTL);
		}
		executor.shutdownNow();
	}

	@Test
	void refreshNamesWhatIsKnownAndNothingElseDoes() {
		this.server.answer(200, textPrompt("x", 1, "one"), Map.of("ETag", "W/\"1\""))
			.answer(304, "")
			.answer(304, "")
			.answer(200, textPrompt("x", 2, "two"));
		DefaultLangfusePrompts prompts = prompts();
		prompts.text("x").get();
		advance(TTL);
		prompts.text("x").get();
		await().until(() -> age(prompts) == 0);
		advance(TTL.minusNanos(1));
		assertThat(prompts.text("x").get().text()).isEqualTo("one");
		assertThat(this.server.requests()).hasSize(2);
		advance(Duration.ofNanos(1));
		prompts.text("x").get();
		await().until(() -> age(prompts) == 0);
		prompts.invalidate("x");
		assertThat(prompts.text("x").get().text()).isEqualTo("two");
		assertThat(this.server.requests()).extracting((request) -> request.header("If-None-Match"))
			.containsExactly(null, "W/\"1\"", "W/\"1\"", null);
	}

	@Test
	void promptThatIsGoneIsServedNoMore() {
		this.server.answer(200, textPrompt("x", 1, "one"))
			.answer(404, NOT_FOUND)
			.answer(200, textPrompt("x", 2, "two"));
		DefaultLangfusePrompts prompts = prompts();
		prompts.text("x").get();
		advance(TTL);
		prompts.text("x").get();
		await().until(() -> prompts.cached().isEmpty());
		assertThatExceptionOfType(PromptNotFoundException.class).isThrownBy(() -> prompts.text("x").get())
			.withMessage("Langfuse has no prompt 'x' with label 'production'. Create it, set the label, "
					+ "or add a fallback.");
		assertThat(prompts.text("x").fallback("own").get().text()).isEqualTo("own");
		advance(Duration.ofSeconds(5).minusNanos(1));
		assertThatExceptionOfType(PromptNotFoundException.class).isThrownBy(() -> prompts.text("x").get());
		assertThat(this.server.requests()).hasSize(2);
		advance(Duration.ofNanos(1));
		assertThat(prompts.text("x").get().text()).isEqualTo("two");
		assertThat(this.results).contains("default x negative", "default x fallback");
	}

	@ParameterizedTest
	@ValueSource(ints = { 401, 403, 409, 500, 503 })
	void oldPromptIsServedWhileTheServerIsInTrouble(int status) {
		this.server.answer(200, textPrompt("x", 1, "one"));
		this.server.answerAll((request) -> status);
		LangfusePrompts prompts = prompts();
		prompts.text("x").get();
		await().until(() -> {
			advance(Duration.ofDays(1));
			assertThat(prompts.text("x").get().text()).isEqualTo("one");
			return this.server.requests().size() > 3;
		});
	}

	@Test
	void serverInTroubleIsLeftAloneForLongerEachTime() {
		List<Fetched> answers = new ArrayList<>(List.of(found(1)));
		AtomicInteger requests = new AtomicInteger();
		PromptCache cache = new PromptCache((key, etag) -> {
			requests.incrementAndGet();
			return Mono.just(answers.isEmpty() ? new Fetched.Failed("is ill") : answers.remove(0));
		}, 10, this.clock::get);
		version(cache);
		advance(TTL);
		int expected = 2;
		for (int seconds : new int[] { 1, 2, 4, 8, 16, 30, 30 }) {
			assertThat(version(cache)).isEqualTo(1);
			assertThat(requests).hasValue(expected);
			advance(Duration.ofSeconds(seconds).minusNanos(1));
			assertThat(version(cache)).isEqualTo(1);
			assertThat(requests).hasValue(expected++);
			advance(Duration.ofNanos(1));
		}
		answers.add(found(2));
		version(cache);
		assertThat(version(cache)).isEqualTo(2);
		advance(TTL);
		version(cache);
		advance(Duration.ofSeconds(1));
		version(cache);
		assertThat(requests).as("it begins anew").hasValue(expected + 2);
	}

	@Test
	void coldServerThatIsInTroubleIsWaitedForOnceByThoseWithAFallback() {
		this.settings = new PromptSettings(TTL, Duration.ofSeconds(20), 0, 10);
		this.server.answerAll((request) -> 500);
		LangfusePrompts prompts = prompts();
		TextPromptSpec spec = prompts.text("x").fallback("own");
		assertThat(spec.get().text()).isEqualTo("own");
		assertThatExceptionOfType(PromptUnavailableException.class).isThrownBy(() -> prompts.text("x").get())
			.withMessageContaining("answered 500")
			.withMessageContaining("fallback");
		assertThat(this.server.requests()).hasSize(1);
		CountDownLatch late = new CountDownLatch(1);
		this.server.answerAfter(() -> uninterruptibly(late));
		advance(Duration.ofSeconds(1));
		// The server hangs now: nobody with a fallback notices
		assertThat(spec.get().text()).isEqualTo("own");
		this.server.answerAllWith((request) -> textPrompt("x", 1, "one"));
		late.countDown();
		advance(Duration.ofSeconds(5));
		await().until(() -> {
			advance(Duration.ofSeconds(5));
			return spec.get().text().equals("one");
		});
	}

	@Test
	void ageIsJudgedByWhoAsks() {
		this.server.answer(200, textPrompt("x", 1, "one")).answer(200, textPrompt("x", 2, "two"));
		LangfusePrompts prompts = prompts();
		prompts.text("x").cacheTtl(Duration.ofHours(1)).get();
		advance(Duration.ofSeconds(10));
		assertThat(prompts.text("x").get().version()).isEqualTo(1);
		assertThat(this.server.requests()).hasSize(1);
		prompts.text("x").cacheTtl(Duration.ofSeconds(5)).get();
		await().until(() -> prompts.text("x").get().version() == 2);
	}

	@Test
	void noAgeAsksEachTimeAndKeepsNothing() {
		this.server.answer(200, textPrompt("x", 1, "one"))
			.answer(200, textPrompt("x", 2, "two"))
			.answer(200, textPrompt("x", 3, "three"));
		DefaultLangfusePrompts prompts = prompts();
		TextPromptSpec always = prompts.text("x").cacheTtl(Duration.ZERO);
		assertThat(always.get().version()).isEqualTo(1);
		assertThat(always.get().version()).isEqualTo(2);
		assertThat(prompts.cached()).isEmpty();
		assertThat(prompts.text("x").get().version()).isEqualTo(3);
	}

	@Test
	void versionsAreRefreshedToo() {
		this.server.answer(200, textPrompt("x", 3, "old part")).answer(200, textPrompt("x", 3, "new part"));
		LangfusePrompts prompts = prompts();
		TextPromptSpec pinned = prompts.text("x").version(3);
		pinned.get();
		advance(TTL);
		pinned.get();
		await().until(() -> pinned.get().text().equals("new part"));
		assertThat(this.server.requests()).extracting((request) -> request.path())
			.containsOnly("/api/public/v2/prompts/x?version=3");
	}

	@Test
	void invalidationIsExact() {
		this.server.answerAllWith((request) -> textPrompt("x", this.server.requests().size() + 1, "t"));
		DefaultLangfusePrompts prompts = prompts();
		prompts.text("foo").get();
		prompts.text("foo").label("canary").get();
		prompts.text("foo").version(1).get();
		prompts.text("foobar").get();
		this.project.set("acme");
		prompts.text("foo").get();
		this.project.set("default");
		prompts.invalidate("foo");
		assertThat(prompts.cached()).extracting((entry) -> entry.project() + " " + entry.name())
			.containsExactlyInAnyOrder("default foobar", "acme foo");
	}

	@Test
	void answerThatIsOlderThanAnInvalidationIsNotKept() {
		CountDownLatch late = new CountDownLatch(1);
		this.server.answerAfter(() -> uninterruptibly(late));
		this.server.answerAllWith((request) -> textPrompt("x", 2, "new"));
		LangfusePrompts prompts = prompts();
		Mono<TextPrompt> first = prompts.text("x").fallback("own").mono();
		CompletableFuture<TextPrompt> waiting = first.toFuture();
		await().until(() -> this.server.underWay() == 1);
		prompts.invalidate("x");
		assertThat(prompts.text("x").get().text()).isEqualTo("new");
		late.countDown();
		assertThat(waiting.join().text()).isEqualTo("own");
		assertThat(prompts.text("x").get().text()).isEqualTo("new");
		assertThat(this.server.requests()).hasSize(2);
	}

	@Test
	void thoseNotUsedForLongestGo() {
		this.settings = new PromptSettings(TTL, Duration.ofSeconds(20), 0, 3);
		this.server.answerAllWith((request) -> textPrompt("x", 1, "t"));
		DefaultLangfusePrompts prompts = prompts();
		for (String name : List.of("a", "b", "c", "a", "d")) {
			advance(Duration.ofMillis(1));
			prompts.text(name).get();
		}
		assertThat(prompts.cached()).extracting(CachedPrompt::name).containsExactlyInAnyOrder("a", "c", "d");
	}

	@Test
	void projectsAreNeverMixed() {
		this.server.answerAllWith((request) -> textPrompt("x", 1, request.header("Authorization")));
		LangfusePrompts prompts = prompts();
		String home = prompts.text("x").get().text();
		this.project.set("acme");
		String acme = prompts.text("x").get().text();
		assertThat(acme).isNotEqualTo(home);
		this.project.set("default");
		assertThat(prompts.text("x").get().text()).isEqualTo(home);
		String inContext = prompts.text("x")
			.mono()
			.contextWrite((context) -> context.put("project", "acme"))
			.block(Duration.ofSeconds(20))
			.text();
		assertThat(inContext).isEqualTo(acme);
		assertThat(this.server.requests()).hasSize(2);
	}

	private static long age(DefaultLangfusePrompts prompts) {
		return prompts.cached().get(0).ageSeconds();
	}

	private static int version(PromptCache cache) {
		PromptKey key = new PromptKey("default", "x", "production", 0);
		PromptCache.Found found = cache.find(key, TTL.toNanos(), () -> true);
		SlotState state = found.needsServer() ? found.slot().load(found.state(), TTL.toNanos()).join() : found.state();
		return state.prompt().version();
	}

	private static Fetched found(int version) {
		return new Fetched.Found(PromptJson.read(JsonMapper.shared().readTree(textPrompt("x", version, "t"))), null);
	}

	private static void uninterruptibly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
