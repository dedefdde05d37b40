/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

import dev.langfuse4j.export.ExportSettings;
import dev.langfuse4j.export.QueueOverflow;
import dev.langfuse4j.export.RetrySettings;
import dev.langfuse4j.export.queue.ExportCounters;
import dev.langfuse4j.http.Connection;
import dev.langfuse4j.http.Credentials;
import dev.langfuse4j.http.LangfuseClients;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ProjectName;
import dev.langfuse4j.observation.TraceState;
import dev.langfuse4j.testing.Observations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Flushing, by one and by many.
 */
class FlushTests extends PipelineTestSupport {

	@Test
	void flushOnAThreadThatMustNotBlockSaysWhatToDo() {
		try (ExportPipeline pipeline = toServer(settings(10, 1_000_000, LONG))) {
			assertThatIllegalStateException().isThrownBy(
					() -> Mono.fromCallable(() -> pipeline.flush(LONG)).subscribeOn(Schedulers.parallel()).block(LONG))
				.withMessageContaining("flushMono");
		}
	}

	@Test
	void flushMonoDoesNotBlockAndIsTrueOnceAllArrived() {
		this.server.answerLater(Duration.ofMillis(300));
		try (ExportPipeline pipeline = toServer(settings(10, 1_000_000, LONG))) {
			pipeline.accept(Observations.named("a"));
			Mono<Boolean> flush = Mono.defer(() -> pipeline.flushMono(LONG)).subscribeOn(Schedulers.parallel());
			assertThat(flush.block(LONG)).isTrue();
			assertThat(this.server.spans()).hasSize(1);
			assertThat(flush.block(LONG)).as("nothing to do").isTrue();
		}
	}

	@Test
	void flushMonoIsFalseWhenItTakesTooLong() {
		this.server.answerAfter(() -> awaitUninterruptibly(this.gate));
		try (ExportPipeline pipeline = toServer(settings(10, 1_000_000, LONG))) {
			pipeline.accept(Observations.named("a"));
			assertThat(pipeline.flushMono(Duration.ofMillis(50)).block(LONG)).isFalse();
			this.gate.countDown();
			assertThat(pipeline.flushMono(LONG).block(LONG)).isTrue();
		}
	}

	@Test
	void whatIsAcceptedWhileAFlushBeginsIsNotItsAffair() {
		ExportThread thread = new ExportThread();
		ExportCounters counters = new ExportCounters(() -> 0);
		Destination server = new Destination(connection(), encoder(), Destination.ALWAYS);
		ProjectExports projects = new ProjectExports(Map.of("default", server),
				(name, destination) -> new ProjectExport(new ProjectName(name), destination, thread,
						settings(10, 1_000_000, LONG), Scoring.defaults(), ObservationMasking.none(), Exporters.of(),
						counters.part(), counters.part(), new LangfuseClients(Map.of(), List::of)));
		ObservationData first = Observations.named("first");
		boolean flushed = new Flushes(thread, projects, List.of(counters)).flush(LONG, () -> {
			projects.find(first.trace().project()).intake().offer(first);
			return false;
		});
		assertThat(projects.held()).isEqualTo(1);
		assertThat(flushed).isTrue();
	}

	@Test
	void flushSkipsTheBackOff() {
		this.server.answer(503, "{}");
		ExportSettings patient = new ExportSettings(10, 1_000_000, QueueOverflow.DROP_NEWEST, 512,
				Duration.ofMillis(10), 3_000_000, 2, retry(Duration.ofHours(1), Duration.ofHours(1)),
				Duration.ofMillis(100));
		try (ExportPipeline pipeline = toServer(patient)) {
			pipeline.accept(Observations.named("a"));
			await().until(() -> !pipeline.status().failures().isEmpty());
			assertThat(pipeline.flush(LONG)).isTrue();
			assertThat(this.server.requests()).hasSize(2);
		}
	}

	@Test
	void flushSkipsTheBackOffOfAFailureThatIsNotHandledYet() {
		this.server.answerAll((request) -> {
			awaitUninterruptibly(this.gate);
			return this.server.requests().isEmpty() ? 503 : 200;
		});
		RetrySettings hourly = retry(Duration.ofHours(1), Duration.ofHours(1));
		try (ExportPipeline pipeline = toServer(new ExportSettings(10, 1_000_000, QueueOverflow.DROP_NEWEST, 512,
				Duration.ofMillis(10), 3_000_000, 2, hourly, Duration.ofMillis(100)))) {
			pipeline.accept(Observations.named("a"));
			await().until(() -> this.server.underWay() == 1);
			CompletableFuture<Boolean> flush = pipeline.flushMono(Duration.ofSeconds(60)).toFuture();
			pipeline.export(LONG);
			this.gate.countDown();
			assertThat(flush).succeedsWithin(LONG).isEqualTo(true);
			assertThat(this.server.requests()).hasSize(2);
		}
	}

	@Test
	void responseToReplacedKeysDoesNotEndAFlush() {
		AtomicReference<Credentials> keys = new AtomicReference<>(new Credentials("pk-lf-old", "sk-lf-old"));
		String old = "Basic " + HttpHeaders.encodeBasicAuth("pk-lf-old", "sk-lf-old", null);
		this.server.answerAll((request) -> {
			if (!request.header("Authorization").equals(old)) {
				return 200;
			}
			awaitUninterruptibly(this.gate);
			return 401;
		});
		Connection connection = new Connection(URI.create(this.server.url()), keys::get, LONG);
		try (ExportPipeline pipeline = new ExportPipeline(patient(Duration.ofMillis(10)), ObservationMasking.none(),
				Exporters.of(), connection, encoder(), new LangfuseClients(Map.of(), List::of))) {
			accept(pipeline, 1);
			await().until(() -> this.server.underWay() == 1);
			keys.set(new Credentials("pk-lf-new", "sk-lf-new"));
			CompletableFuture<Boolean> flush = pipeline.flushMono(Duration.ofSeconds(60)).toFuture();
			pipeline.export(LONG);
			this.gate.countDown();
			assertThat(flush).succeedsWithin(LONG).isEqualTo(true);
			assertThat(pipeline.status().failures()).isEmpty();
			assertThat(this.server.spans()).hasSize(1);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 401, 403, 404, 407 })
	void flushIsFalseOnceTheServerLetsNobodyIn(int status) {
		this.server.answerAll((request) -> status);
		try (ExportPipeline pipeline = toServer(patient(Duration.ofMillis(10)))) {
			accept(pipeline, 5);
			for (int i = 0; i < 3; i++) {
				assertFalseAtOnce(pipeline);
			}
			assertThat(pipeline.statistics().undelivered()).isEqualTo(5);
			assertThat(pipeline.statistics().lost().values()).containsOnly(0L);
			this.server.answerAll((request) -> 200);
			assertThat(pipeline.flush(LONG)).as("corrected").isTrue();
			assertThat(this.server.spans()).hasSize(5);
		}
	}

	@Test
	void flushAsksTheServerAnewHoweverOftenItWasAsked() {
		List<Long> times = new CopyOnWriteArrayList<>();
		this.server.answerAll((request) -> {
			times.add(System.nanoTime());
			return 401;
		});
		try (ExportPipeline pipeline = toServer(patient(Duration.ofMillis(500)))) {
			accept(pipeline, 1);
			await().until(() -> pipeline.status().isFailing());
			// Asks at once; the next flushes have to wait
			assertFalseAtOnce(pipeline);
			int requests = this.server.requests().size();
			assertFalseAtOnce(pipeline);
			assertFalseAtOnce(pipeline);
			assertThat(this.server.requests()).hasSizeBetween(requests + 1, requests + 2);
			assertThat(Duration.ofNanos(times.get(requests) - times.get(requests - 1)))
				.isGreaterThan(Duration.ofMillis(400));
		}
	}

	@Test
	void flushWaitsForOtherProjectsAndForWhatIsUnderWay() {
		Credentials wrong = new Credentials("pk-lf-wrong", "sk-lf-wrong");
		this.server.answerAll((request) -> {
			if (request.header("Authorization").equals("Basic cGstbGYtd3Jvbmc6c2stbGYtd3Jvbmc=")) {
				return 401;
			}
			awaitUninterruptibly(this.gate);
			return 200;
		});
		Map<String, Destination> destinations = Map
			.of("default", new Destination(connection(), encoder(), Destination.ALWAYS), "wrong", new Destination(
					new Connection(URI.create(this.server.url()), () -> wrong, LONG), encoder(), Destination.ALWAYS));
		try (ExportPipeline pipeline = new ExportPipeline(patient(Duration.ofMillis(10)), Scoring.defaults(),
				ObservationMasking.none(), Exporters.of(), destinations, new LangfuseClients(Map.of(), List::of))) {
			accept(pipeline, 3);
			pipeline.accept(Observations.in(new TraceState("0".repeat(31) + "1", "t", true, "wrong"), "w"));
			CompletableFuture<Boolean> flush = pipeline.flushMono(Duration.ofSeconds(60)).toFuture();
			await().until(() -> pipeline.gauges().status("wrong").isFailing() && this.server.underWay() == 1);
			assertThat(flush).as("the other project").isNotDone();
			this.gate.countDown();
			assertThat(flush).succeedsWithin(LONG).isEqualTo(false);
			assertThat(pipeline.statistics().delivered()).isEqualTo(3);
		}
	}

	@Test
	void flushWaitsForARequestUnderWayToAServerThatLetsNobodyInAnyMore() {
		this.server.answerAll((request) -> {
			if (request.spans().get(0).name().equals("first")) {
				awaitUninterruptibly(this.gate);
				return 200;
			}
			return 401;
		});
		ExportSettings settings = patient(Duration.ofMillis(10));
		ExportSettings single = new ExportSettings(settings.maxQueueSize(), settings.maxQueueBytes(),
				settings.overflow(), 1, settings.flushInterval(), settings.maxBatchBytes(), 2, settings.retry(),
				settings.shutdownTimeout());
		try (ExportPipeline pipeline = toServer(single)) {
			pipeline.accept(Observations.named("first"));
			await().until(() -> this.server.underWay() == 1);
			pipeline.accept(Observations.named("second"));
			CompletableFuture<Boolean> flush = pipeline.flushMono(Duration.ofSeconds(60)).toFuture();
			await().until(() -> pipeline.status().isFailing());
			assertThat(flush).isNotDone();
			this.gate.countDown();
			assertThat(flush).succeedsWithin(LONG).isEqualTo(false);
			await().until(() -> pipeline.statistics().delivered() == 1);
		}
	}

	@Test
	void flushStillWaitsWhileTheServerIsOnlyInTrouble() {
		this.server.answerAll((request) -> 503);
		try (ExportPipeline pipeline = toServer(settings(10, 1_000_000, Duration.ofMillis(10)))) {
			accept(pipeline, 1);
			CompletableFuture<Boolean> flush = pipeline.flushMono(Duration.ofSeconds(60)).toFuture();
			this.server.awaitRequests(8);
			assertThat(flush).isNotDone();
			this.server.answerAll((request) -> 200);
			assertThat(flush).succeedsWithin(LONG).isEqualTo(true);
		}
	}

	@Test
	void concurrentFlushesOfTheSameLossAreAllToldOfIt() {
		this.server.answerAll((request) -> 400);
		try (ExportPipeline pipeline = toServer(settings(10, 1_000_000, LONG))) {
			pipeline.accept(Observations.named("a"));
			List<CompletableFuture<Boolean>> flushes = new ArrayList<>();
			for (int i = 0; i < 10; i++) {
				flushes.add(pipeline.flushMono(LONG).toFuture());
			}
			assertThat(flushes).allSatisfy((flush) -> assertThat(flush.join()).isFalse());
			assertThat(pipeline.flush(LONG)).isTrue();
		}
	}

	@Test
	void oneThatDoesNotWaitAnyLongerDoesNotEndTheFlushOfOthers() {
		this.server.answerAfter(() -> awaitUninterruptibly(this.gate));
		try (ExportPipeline pipeline = toServer(settings(10, 1_000_000, LONG))) {
			pipeline.accept(Observations.named("a"));
			CompletableFuture<Boolean> patient = pipeline.flushMono(LONG).toFuture();
			CompletableFuture<Boolean> impatient = pipeline.flushMono(Duration.ofMillis(50)).toFuture();
			assertThat(impatient.join()).isFalse();
			this.gate.countDown();
			assertThat(patient.join()).isTrue();
		}
	}

	private static void assertFalseAtOnce(ExportPipeline pipeline) {
		long start = System.nanoTime();
		assertThat(pipeline.flush(Duration.ofSeconds(60))).isFalse();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG);
	}

	/**
	 * Without a flush, a probe is sent but once an hour.
	 */
	private static ExportSettings patient(Duration initialBackoff) {
		RetrySettings retry = new RetrySettings(initialBackoff, initialBackoff, 10, 5, Duration.ofHours(1),
				Duration.ofHours(1));
		return new ExportSettings(10, 1_000_000, QueueOverflow.DROP_NEWEST, 512, Duration.ofMillis(10), 3_000_000, 2,
				retry, Duration.ofMillis(100));
	}

	private static void accept(ExportPipeline pipeline, int count) {
		for (int i = 0; i < count; i++) {
			pipeline.accept(Observations.named("s" + i));
		}
	}

}
