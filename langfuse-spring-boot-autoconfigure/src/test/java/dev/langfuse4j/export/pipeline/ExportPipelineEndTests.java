/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.http.LangfuseClients;
import dev.langfuse4j.testing.Observations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Observations are sent, spilled or counted as lost when the application ends.
 */
@ExtendWith(OutputCaptureExtension.class)
class ExportPipelineEndTests extends PipelineTestSupport {

	@Test
	void exporterThatNeverEndsLosesNothingUncounted(CapturedOutput output) throws Exception {
		ExportPipeline pipeline = toBlocked(settings(10, 1_000_000, Duration.ofMillis(100)));
		pipeline.accept(Observations.named("under way"));
		await().until(() -> pipeline.statistics().accepted() == 1 && this.atGate.get());
		pipeline.accept(Observations.named("waiting"));
		FutureTask<Boolean> flush = new FutureTask<>(() -> pipeline.flush(Duration.ofHours(1)));
		Thread flushing = new Thread(flush);
		flushing.start();
		await().atMost(LONG)
			.until(() -> flushing.getState() == Thread.State.TIMED_WAITING
					|| flushing.getState() == Thread.State.WAITING);
		pipeline.close();
		assertThat(flush.get(10, TimeUnit.SECONDS)).isFalse();
		assertThat(pipeline.statistics().lost()).containsEntry(LossReason.SHUTDOWN, 2L);
		assertThat(output)
			.contains("2 of 2 observations were lost: 2 shutdown. Raise langfuse.export.shutdown-timeout, "
					+ "or set langfuse.export.spill.directory");
		this.gate.countDown();
		await().until(() -> threads().isEmpty());
		assertThat(pipeline.statistics().delivered()).isZero();
	}

	@Test
	void applicationThatGoesOnAfterAllWaitsForCorrectionsAgain() {
		try (ExportPipeline pipeline = toServer(settings(10, 1_000_000, Duration.ofMillis(200)))) {
			pipeline.accept(Observations.named("a"));
			pipeline.stop();
			pipeline.start();
			this.server.answerAll((request) -> 401);
			pipeline.accept(Observations.named("b"));
			assertThat(pipeline.flush(LONG)).isFalse();
			this.server.answerAll((request) -> 200);
			assertThat(pipeline.flush(LONG)).isTrue();
			assertThat(pipeline.statistics().delivered()).isEqualTo(2);
		}
	}

	@Test
	void closingDoesNotWaitForAServerThatWantsToBeLeftAlone() {
		this.server.answerAll((request) -> 429, Map.of("Retry-After", "600"));
		ExportPipeline pipeline = toServer(settings(10, 1_000_000, LONG));
		pipeline.accept(Observations.named("a"));
		this.server.awaitRequests(1);
		long start = System.nanoTime();
		pipeline.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
		assertThat(pipeline.statistics().undelivered()).isEqualTo(1);
	}

	@Test
	void nothingIsExportedBeforeExportersCanBeHad() {
		Exporters later = new Exporters(true, () -> List.of(this.exported::addAll));
		try (ExportPipeline pipeline = new ExportPipeline(settings(10, 1_000_000, LONG), ObservationMasking.none(),
				later, null, encoder(), new LangfuseClients(Map.of(), List::of))) {
			pipeline.accept(Observations.named("early"));
			assertThat(pipeline.flush(LONG)).isFalse();
			pipeline.prepare();
			assertThat(pipeline.flush(LONG)).isTrue();
			assertThat(this.exported).hasSize(1);
		}
		Exporters never = new Exporters(true, () -> {
			throw new IllegalStateException("asked for");
		});
		ExportPipeline failed = new ExportPipeline(settings(10, 1_000_000, LONG), ObservationMasking.none(), never,
				null, encoder(), new LangfuseClients(Map.of(), List::of));
		failed.accept(Observations.named("of an application that does not start"));
		failed.close();
		assertThat(failed.statistics().lost()).containsEntry(LossReason.SHUTDOWN, 1L);
		assertThat(failed.statistics().undelivered()).isEqualTo(1);
	}

	@Test
	void exportersAreWaitedForWithoutTheServer() {
		this.server.answerAfter(() -> awaitUninterruptibly(this.gate));
		try (ExportPipeline pipeline = new ExportPipeline(settings(10, 1_000_000, Duration.ofMillis(100)),
				ObservationMasking.none(), Exporters.of(this.exported::addAll), connection(), encoder(),
				new LangfuseClients(Map.of(), List::of))) {
			pipeline.accept(Observations.named("a"));
			pipeline.export(LONG);
			assertThat(this.exported).hasSize(1);
			assertThat(pipeline.statistics().undelivered()).as("the server has not answered").isEqualTo(1);
		}
	}

	@Test
	void closingOnAnInterruptedThreadDrainsToo() {
		ExportPipeline pipeline = toServer(settings(10, 1_000_000, LONG));
		pipeline.accept(Observations.named("a"));
		Thread.currentThread().interrupt();
		pipeline.close();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.server.spans()).hasSize(1);
	}

	@Test
	void closingDrainsWithinItsTime() {
		this.server.answerLater(Duration.ofMillis(200));
		ExportPipeline pipeline = toServer(settings(10, 1_000_000, LONG));
		pipeline.accept(Observations.named("a"));
		pipeline.close();
		assertThat(this.server.spans()).hasSize(1);
		assertThat(pipeline.isOpen()).isFalse();
		await().atMost(LONG).until(() -> threads().isEmpty());
		pipeline.close();
	}

	@Test
	void closingGivesUpAfterItsTimeAndSaysWhatIsLost(CapturedOutput output) {
		this.server.answerAll((request) -> 503);
		ExportPipeline pipeline = toServer(settings(10, 1_000_000, Duration.ofMillis(200)));
		pipeline.accept(Observations.named("a"));
		pipeline.accept(Observations.named("b"));
		long start = System.nanoTime();
		pipeline.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG);
		assertThat(output)
			.contains("2 of 2 observations were lost: 2 shutdown. Raise langfuse.export.shutdown-timeout, "
					+ "or set langfuse.export.spill.directory");
		assertThat(pipeline.statistics().lost()).containsEntry(LossReason.SHUTDOWN, 2L);
		pipeline.accept(Observations.named("late"));
		assertThat(pipeline.statistics().lost()).containsEntry(LossReason.SHUTDOWN, 3L);
	}

	@Test
	void closingDoesNotWaitForWhatSomebodyMustCorrect() {
		this.server.answerAll((request) -> 401);
		ExportPipeline pipeline = toServer(settings(10, 1_000_000, LONG));
		pipeline.accept(Observations.named("a"));
		this.server.awaitRequests(1);
		long start = System.nanoTime();
		pipeline.close();
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
		assertThat(pipeline.statistics().lost()).containsEntry(LossReason.SHUTDOWN, 1L);
	}

}
