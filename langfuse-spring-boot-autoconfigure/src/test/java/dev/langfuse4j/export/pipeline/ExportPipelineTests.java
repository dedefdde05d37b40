/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import dev.langfuse4j.callback.Unobserved;
import dev.langfuse4j.export.ExportSettings;
import dev.langfuse4j.export.ExportStatistics;
import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.ObservationExporter;
import dev.langfuse4j.export.QueueOverflow;
import dev.langfuse4j.http.LangfuseClients;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.TraceState;
import dev.langfuse4j.testing.Observations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The bargain of the pipeline: bounds, the account, flushing and closing.
 */
@ExtendWith(OutputCaptureExtension.class)
class ExportPipelineTests extends PipelineTestSupport {

	@Test
	void startsNoThreadBeforeTheFirstObservation() {
		try (ExportPipeline pipeline = toServer(settings(10, 1_000_000, LONG))) {
			assertThat(threads()).isEmpty();
			assertThat(pipeline.isOpen()).isTrue();
			assertThat(pipeline.flush(LONG)).isTrue();
			assertThat(threads()).isEmpty();
			pipeline.accept(Observations.named("a"));
			assertThat(threads()).singleElement().satisfies((thread) -> assertThat(thread.isDaemon()).isTrue());
		}
	}

	@Test
	void withoutAnyExporterIsNotOpen() {
		try (ExportPipeline pipeline = new ExportPipeline(settings(10, 1_000_000, LONG), ObservationMasking.none(),
				Exporters.of(), null, encoder(), new LangfuseClients(Map.of(), List::of))) {
			assertThat(pipeline.isOpen()).isFalse();
			assertThat(pipeline.flush(LONG)).isTrue();
		}
	}

	@Test
	void queueIsBoundedByCountAndTheRestOfADroppedTraceGoesToo(CapturedOutput output) {
		try (ExportPipeline pipeline = toBlocked(settings(3, 1_000_000, Duration.ofMillis(50)))) {
			TraceState hit = Observations.trace();
			for (int i = 0; i < 3; i++) {
				pipeline.accept(Observations.named("kept"));
			}
			pipeline.accept(Observations.in(hit, "too many"));
			assertThat(hit.isIncomplete()).isTrue();
			this.gate.countDown();
			assertThat(pipeline.flush(LONG)).as("something was lost").isFalse();
			pipeline.accept(Observations.in(hit, "of the same trace"));
			pipeline.accept(Observations.named("of another trace"));
			assertThat(pipeline.flush(LONG)).as("something was lost again").isFalse();
			assertThat(pipeline.flush(LONG)).isTrue();
			assertThat(this.exported).extracting(ObservationData::name)
				.containsExactly("kept", "kept", "kept", "of another trace");
			assertThat(pipeline.statistics().accepted()).isEqualTo(4);
			assertThat(pipeline.statistics().delivered()).isEqualTo(4);
			assertThat(pipeline.statistics().lost()).containsEntry(LossReason.QUEUE_FULL, 2L);
			assertThat(output).containsOnlyOnce("the export queue is full");
		}
	}

	@Test
	void queueIsBoundedByBytes() {
		try (ExportPipeline pipeline = toBlocked(settings(1_000, 25_000, Duration.ofMillis(50)))) {
			for (int i = 0; i < 5; i++) {
				pipeline.accept(Observations.withInput(Observations.trace(), "a", "x".repeat(9_000)));
			}
			assertThat(pipeline.statistics().accepted()).isEqualTo(2);
			assertThat(pipeline.statistics().lost()).containsEntry(LossReason.QUEUE_FULL, 3L);
		}
	}

	@Test
	void whatWaitsForARetryKeepsItsPlace() {
		this.server.answerAll((request) -> 503);
		try (ExportPipeline pipeline = toServer(settings(2, 1_000_000, Duration.ofMillis(50)))) {
			pipeline.accept(Observations.named("a"));
			pipeline.accept(Observations.named("b"));
			this.server.awaitRequests(3);
			pipeline.accept(Observations.named("c"));
			assertThat(pipeline.statistics().lost()).containsEntry(LossReason.QUEUE_FULL, 1L);
			this.server.answerAll((request) -> 200);
			assertThat(pipeline.flush(LONG)).isFalse();
			pipeline.accept(Observations.named("d"));
			assertThat(pipeline.flush(LONG)).isTrue();
			assertThat(pipeline.statistics().delivered()).isEqualTo(3);
		}
	}

	@Test
	void flushIsFalseWhenItTakesTooLong() {
		this.server.answerAfter(() -> awaitUninterruptibly(this.gate));
		try (ExportPipeline pipeline = toServer(settings(10, 1_000_000, LONG))) {
			pipeline.accept(Observations.named("a"));
			assertThat(pipeline.flush(Duration.ofMillis(50))).isFalse();
			this.gate.countDown();
			assertThat(pipeline.flush(LONG)).isTrue();
		}
	}

	@Test
	void flushKeepsTheInterruption() throws Exception {
		this.server.answerAfter(() -> awaitUninterruptibly(this.gate));
		try (ExportPipeline pipeline = toServer(settings(10, 1_000_000, LONG))) {
			pipeline.accept(Observations.named("a"));
			Thread.currentThread().interrupt();
			assertThat(pipeline.flush(LONG)).isFalse();
			assertThat(Thread.interrupted()).isTrue();
			this.gate.countDown();
		}
	}

	@Test
	void flushFromAnExporterDoesNotWaitForItself() {
		AtomicReference<ExportPipeline> self = new AtomicReference<>();
		AtomicReference<Boolean> answer = new AtomicReference<>();
		try (ExportPipeline pipeline = new ExportPipeline(settings(10, 1_000_000, LONG), ObservationMasking.none(),
				Exporters.of((observations) -> answer.set(self.get().flush(LONG))), null, encoder(),
				new LangfuseClients(Map.of(), List::of))) {
			self.set(pipeline);
			pipeline.accept(Observations.named("a"));
			assertThat(pipeline.flush(LONG)).isTrue();
			assertThat(answer).hasValue(false);
		}
	}

	@Test
	void whatAnExporterDoesItselfIsNotObserved() {
		AtomicReference<Boolean> unobserved = new AtomicReference<>();
		try (ExportPipeline pipeline = new ExportPipeline(settings(10, 1_000_000, LONG), ObservationMasking.none(),
				Exporters.of((observations) -> unobserved.set(Unobserved.isCurrent())), null, encoder(),
				new LangfuseClients(Map.of(), List::of))) {
			pipeline.accept(Observations.named("a"));
			assertThat(pipeline.flush(LONG)).isTrue();
			assertThat(unobserved).hasValue(true);
			assertThat(Unobserved.isCurrent()).isFalse();
		}
	}

	@Test
	void answersAreHeardWhileMuchIsExported() {
		AtomicInteger batches = new AtomicInteger();
		ExportSettings small = new ExportSettings(1_000, 1_000_000, QueueOverflow.DROP_NEWEST, 1, Duration.ofMillis(10),
				3_000_000, 2, retry(Duration.ofMillis(20), Duration.ofMillis(100)), LONG);
		AtomicReference<ExportPipeline> self = new AtomicReference<>();
		AtomicInteger deliveredMeanwhile = new AtomicInteger();
		try (ExportPipeline pipeline = new ExportPipeline(small, ObservationMasking.none(),
				Exporters.of((observations) -> {
					if (batches.incrementAndGet() < 100) {
						LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
						deliveredMeanwhile.set((int) self.get().statistics().delivered());
					}
				}), connection(), encoder(), new LangfuseClients(Map.of(), List::of))) {
			self.set(pipeline);
			for (int i = 0; i < 100; i++) {
				pipeline.accept(Observations.named("n"));
			}
			assertThat(pipeline.flush(LONG)).isTrue();
			assertThat(deliveredMeanwhile).hasPositiveValue();
		}
	}

	@Test
	void exporterThatFailsDoesNotHarmTheOthers(CapturedOutput output) {
		ObservationExporter failing = (observations) -> {
			throw new AssertionError("captured content");
		};
		try (ExportPipeline pipeline = new ExportPipeline(settings(10, 1_000_000, LONG), ObservationMasking.none(),
				Exporters.of(failing, this.exported::addAll), connection(), encoder(),
				new LangfuseClients(Map.of(), List::of))) {
			pipeline.accept(Observations.named("a"));
			assertThat(pipeline.flush(LONG)).isTrue();
			pipeline.accept(Observations.named("b"));
			assertThat(pipeline.flush(LONG)).isTrue();
			assertThat(this.exported).hasSize(2);
			assertThat(this.server.spans()).hasSize(2);
			assertThat(output).containsOnlyOnce("failed: java.lang.AssertionError").doesNotContain("captured content");
		}
	}

	@Test
	void observationsLeaveEarlyBeforeThereIsNoRoom() {
		ExportSettings slow = new ExportSettings(10, 1_000_000, QueueOverflow.DROP_NEWEST, 512, Duration.ofHours(1),
				3_000_000, 2, retry(Duration.ofMillis(20), Duration.ofMillis(100)), LONG);
		try (ExportPipeline pipeline = toServer(slow)) {
			for (int i = 0; i < 5; i++) {
				pipeline.accept(Observations.named("few"));
			}
			this.server.awaitSpans(5);
			for (int i = 0; i < 2; i++) {
				pipeline.accept(Observations.withInput(Observations.trace(), "large", "x".repeat(300_000)));
			}
			this.server.awaitSpans(7);
			assertThat(pipeline.statistics().lost().values()).containsOnly(0L);
		}
	}

	@Test
	void exportThreadInheritsNothingOfTheThreadThatStartedIt() {
		InheritableThreadLocal<String> tenant = new InheritableThreadLocal<>();
		AtomicReference<String> seen = new AtomicReference<>("nothing yet");
		tenant.set("tenant of the first request");
		try (ExportPipeline pipeline = new ExportPipeline(settings(10, 1_000_000, LONG), ObservationMasking.none(),
				Exporters.of((observations) -> seen.set(tenant.get())), null, encoder(),
				new LangfuseClients(Map.of(), List::of))) {
			pipeline.accept(Observations.named("a"));
			assertThat(pipeline.flush(LONG)).isTrue();
			assertThat(seen).hasValue(null);
		}
		finally {
			tenant.remove();
		}
	}

	@Test
	void clientThatCannotBeMadeAtFirstIsMadeLater() {
		AtomicInteger attempts = new AtomicInteger();
		try (ExportPipeline pipeline = new ExportPipeline(settings(10, 1_000_000, LONG), ObservationMasking.none(),
				Exporters.of(), connection(), encoder(), new LangfuseClients(Map.of(), () -> {
					if (attempts.incrementAndGet() < 3) {
						throw new OutOfMemoryError("unable to create native thread");
					}
					return List.of();
				}))) {
			pipeline.accept(Observations.named("a"));
			assertThat(pipeline.flush(LONG)).isTrue();
			assertThat(this.server.spans()).hasSize(1);
		}
	}

	@Test
	void serverInTroubleGetsFewerRequestsTheLongerItLasts() {
		this.server.answerAll((request) -> 503);
		ExportSettings impatient = new ExportSettings(1_000, 1_000_000, QueueOverflow.DROP_NEWEST, 1,
				Duration.ofMillis(10), 3_000_000, 2, retry(Duration.ofMillis(100), Duration.ofSeconds(10)),
				Duration.ofMillis(10));
		try (ExportPipeline pipeline = toServer(impatient)) {
			for (int i = 0; i < 100; i++) {
				pipeline.accept(Observations.named("n"));
				assertThat(pipeline.flush(Duration.ofMillis(10))).isFalse();
			}
			assertThat(this.server.requests()).hasSizeLessThan(30);
		}
	}

	@Test
	void everyObservationOfManyThreadsIsAccountedFor() throws Exception {
		int threads = 8;
		int each = 5_000;
		try (ExportPipeline pipeline = toServer(settings(2_000, 4_000_000, LONG))) {
			ExecutorService executor = Executors.newFixedThreadPool(threads);
			for (int i = 0; i < threads; i++) {
				executor.execute(() -> {
					for (int n = 0; n < each; n++) {
						pipeline.accept(Observations.named("n"));
					}
				});
			}
			executor.shutdown();
			assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
			pipeline.flush(LONG);
			ExportStatistics statistics = pipeline.statistics();
			long lost = statistics.lost().get(LossReason.QUEUE_FULL);
			assertThat(statistics.accepted() + lost).isEqualTo(threads * each);
			assertThat(statistics.delivered()).isEqualTo(statistics.accepted()).isEqualTo(this.server.spans().size());
			pipeline.accept(Observations.named("room again"));
			assertThat(pipeline.flush(LONG)).isTrue();
		}
	}

}
