/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.langfuse4j.export.BreakerState;
import dev.langfuse4j.export.ExportSettings;
import dev.langfuse4j.export.ExportStatistics;
import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.QueueOverflow;
import dev.langfuse4j.export.RetrySettings;
import dev.langfuse4j.export.spill.SpillSettings;
import dev.langfuse4j.http.Connection;
import dev.langfuse4j.http.Credentials;
import dev.langfuse4j.http.LangfuseClients;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.TraceState;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.Observations;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An application that ends while its server is in trouble.
 */
class HurriedEndTests extends PipelineTestSupport {

	private static final int RUNS = 3;

	private static final int FAILURES = 5;

	private static final int OBSERVATIONS = 5_000;

	private static final long MIN_GAP = Duration.ofMillis(250).toNanos();

	/**
	 * The first request of a virtual machine may take long.
	 */
	@BeforeEach
	void warmUp() {
		try (ExportPipeline pipeline = toServer(ExportSettings.defaults())) {
			pipeline.accept(Observations.named("first"));
			assertThat(pipeline.flush(LONG)).isTrue();
		}
		this.server.clear();
	}

	@Test
	void serverThatFailsFiveTimesAndThenIsWellGetsAll() {
		List<CompletableFuture<Run>> runs = Stream
			.generate(() -> CompletableFuture.supplyAsync(Run::new, (run) -> new Thread(run).start()))
			.limit(RUNS)
			.toList();
		assertThat(runs).extracting(CompletableFuture::join).allSatisfy((run) -> {
			assertThat(run.statistics.lost().values()).containsOnly(0L);
			assertThat(run.statistics.delivered()).isEqualTo(OBSERVATIONS);
			assertThat(run.received).isEqualTo(OBSERVATIONS);
			// Two are under way when the first one fails
			List<Probe> probes = run.requests.subList(2, FAILURES + 1);
			assertThat(probes).extracting(Probe::observations).containsOnly(1);
			assertThat(probes.get(0).since(run.requests.get(0))).isGreaterThan(MIN_GAP);
			IntStream.range(1, probes.size())
				.forEach((i) -> assertThat(probes.get(i).since(probes.get(i - 1))).isGreaterThan(MIN_GAP));
		});
	}

	@Test
	void serverThatHasFailedForLongIsAskedAgain() {
		this.server.answerAll((request) -> 503);
		Duration soon = Duration.ofMillis(20);
		Duration late = LONG.multipliedBy(10);
		ExportPipeline pipeline = toServer(new ExportSettings(5_000, 10_000_000, QueueOverflow.DROP_NEWEST, 512, soon,
				3_000_000, 2, new RetrySettings(soon, soon, 10, 5, late, late), LONG));
		IntStream.range(0, 3_000).forEach((i) -> pipeline.accept(Observations.named("n")));
		await().until(() -> pipeline.status().breaker() == BreakerState.OPEN);
		this.server.answerAll((request) -> 200);
		pipeline.close();
		assertThat(pipeline.statistics().delivered()).isEqualTo(3_000);
	}

	@Test
	void probeThatIsNotAnsweredIsNotTheLast() {
		AtomicInteger count = new AtomicInteger();
		this.server.answerAll((request) -> switch (count.getAndIncrement()) {
			case 0 -> 503;
			case 1 -> {
				awaitUninterruptibly(this.gate);
				yield 200;
			}
			default -> 200;
		});
		ExportPipeline pipeline = toServer(ExportSettings.defaults().endingWithin(Duration.ofSeconds(2)));
		IntStream.range(0, 100).forEach((i) -> pipeline.accept(Observations.named("n")));
		pipeline.close();
		assertThat(pipeline.statistics().delivered()).isEqualTo(99);
		assertThat(pipeline.statistics().lost()).containsEntry(LossReason.SHUTDOWN, 1L);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void longRetryAfterGivesUpOnlyWhatWaitsOfItsProject(boolean spills, @TempDir Path directory) {
		SpillSettings spill = spills ? new SpillSettings(directory, 10_000_000, Duration.ofHours(1)) : null;
		ExportSettings settings = new ExportSettings(1_000, 10_000_000, QueueOverflow.DROP_NEWEST, 10, LONG, 3_000_000,
				2, RetrySettings.defaults(), Duration.ofSeconds(10), spill);
		try (LangfuseServer other = new LangfuseServer()) {
			ExportPipeline pipeline = new ExportPipeline(settings, Scoring.defaults(), ObservationMasking.none(),
					Exporters.of(), Map.of("default", destination(this.server), "other", destination(other)),
					new LangfuseClients(Map.of(), List::of));
			ExportStatistics statistics = pipeline.gauges().statistics("default");
			LongSupplier rest = () -> spills ? statistics.spilled() : statistics.lost().get(LossReason.SHUTDOWN);
			this.server.answerAfter(() -> await().atMost(LONG).until(() -> rest.getAsLong() == 90));
			this.server.answer(429, "{}", Map.of("Retry-After", "11"));
			other.answerAfter(() -> await().atMost(LONG).until(() -> rest.getAsLong() == 90));
			IntStream.range(0, 100).forEach((i) -> {
				pipeline.accept(observation("default"));
				pipeline.accept(observation("other"));
			});
			pipeline.close();
			assertThat(statistics.delivered()).isEqualTo(10);
			assertThat(rest.getAsLong()).isEqualTo(90);
			assertThat(this.server.requests()).hasSize(2);
			assertThat(pipeline.gauges().statistics("other").delivered()).isEqualTo(100);
		}
	}

	private static ObservationData observation(String project) {
		TraceState trace = Observations.trace();
		return Observations.in(new TraceState(trace.traceId(), "t", true, project), "n");
	}

	private static Destination destination(LangfuseServer server) {
		return new Destination(
				new Connection(URI.create(server.url()), () -> new Credentials("pk-lf-1", "sk-lf-1"), LONG), encoder(),
				() -> true);
	}

	private record Probe(long time, int observations) {

		long since(Probe other) {
			return this.time - other.time;
		}

	}

	/**
	 * Runs an application that ends at once.
	 */
	private static final class Run {

		private final List<Probe> requests = new CopyOnWriteArrayList<>();

		private final ExportStatistics statistics;

		private final long received;

		Run() {
			try (LangfuseServer server = new LangfuseServer()) {
				AtomicInteger count = new AtomicInteger();
				server.answerAll((request) -> {
					this.requests.add(new Probe(System.nanoTime(), request.spans().size()));
					return (count.getAndIncrement() < FAILURES) ? 503 : 200;
				});
				Connection connection = new Connection(URI.create(server.url()),
						() -> new Credentials("pk-lf-1", "sk-lf-1"), LONG);
				// Nothing is sent before the end, then as some ten batches
				ExportSettings settings = new ExportSettings(20_000, 64 * 1024 * 1024, QueueOverflow.DROP_NEWEST,
						2 * OBSERVATIONS, Duration.ofHours(1), 250_000, 2, RetrySettings.defaults(), LONG);
				ExportPipeline pipeline = new ExportPipeline(settings, ObservationMasking.none(), Exporters.of(),
						connection, encoder(), new LangfuseClients(Map.of(), List::of));
				IntStream.range(0, OBSERVATIONS).forEach((i) -> pipeline.accept(Observations.named("n" + i)));
				pipeline.close();
				this.statistics = pipeline.statistics();
				this.received = server.spans().stream().map(Span::id).distinct().count();
			}
		}

	}

}
