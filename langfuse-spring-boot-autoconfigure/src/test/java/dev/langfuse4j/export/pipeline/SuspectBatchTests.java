/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import dev.langfuse4j.export.ExportSettings;
import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.QueueOverflow;
import dev.langfuse4j.export.RetrySettings;
import dev.langfuse4j.testing.LangfuseServer.Received;
import dev.langfuse4j.testing.Observations;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Batches with something in them that the server does not take.
 */
@ExtendWith(OutputCaptureExtension.class)
class SuspectBatchTests extends PipelineTestSupport {

	@ParameterizedTest
	@ValueSource(ints = { 2, 3, 7, 64, 512 })
	void oneThatIsRefusedIsFoundAndTheRestDelivered(int size, CapturedOutput output) {
		this.server.answerAll((request) -> hasPoison(request) ? 400 : 200);
		try (ExportPipeline pipeline = toServer(oneBatch(10))) {
			accept(pipeline, size, size / 2);
			assertThat(pipeline.flush(LONG)).isFalse();
			assertThat(this.server.spans()).hasSize(size - 1);
			assertThat(this.server.requests())
				.hasSizeLessThanOrEqualTo(2 * (int) Math.ceil(Math.log(size) / Math.log(2)) + 1);
			assertThat(pipeline.statistics().lost()).containsEntry(LossReason.REJECTED, 1L);
			assertThat(output).containsOnlyOnce("answered 400")
				.contains("observations lost: 1 (rejected). See 'Reasons for losses' in " + "docs/reliability.md");
		}
	}

	@Test
	void searchForManyIsBounded() {
		this.server.answerAll((request) -> hasPoison(request) ? 400 : 200);
		try (ExportPipeline pipeline = toServer(oneBatch(10))) {
			accept(pipeline, 256, 0, 50, 100, 150, 200, 250);
			assertThat(pipeline.flush(LONG)).isFalse();
			assertThat(this.server.requests()).hasSizeLessThanOrEqualTo(2 * 8 + 1);
			long lost = pipeline.statistics().lost().get(LossReason.REJECTED);
			assertThat(lost).isBetween(6L, 255L);
			assertThat(this.server.spans()).hasSize(256 - (int) lost);
		}
	}

	@Test
	void serverThatRefusesAllIsNotSearchedAgainBeforeItTakesSomething() {
		this.server.answerAll((request) -> 400);
		try (ExportPipeline pipeline = toServer(oneBatch(10))) {
			accept(pipeline, 64);
			assertThat(pipeline.flush(LONG)).isFalse();
			int searched = this.server.requests().size();
			assertThat(searched).isLessThanOrEqualTo(2 * 6 + 1);
			accept(pipeline, 64);
			assertThat(pipeline.flush(LONG)).isFalse();
			assertThat(this.server.requests()).hasSize(searched + 1);
			assertThat(pipeline.statistics().lost()).containsEntry(LossReason.REJECTED, 128L);
			this.server.answerAll((request) -> hasPoison(request) ? 400 : 200);
			accept(pipeline, 1);
			assertThat(pipeline.flush(LONG)).isTrue();
			accept(pipeline, 64, 1);
			assertThat(pipeline.flush(LONG)).isFalse();
			assertThat(this.server.spans()).hasSize(1 + 63);
		}
	}

	@Test
	void oneOnWhichTheServerFailsIsGivenUpWhileOthersSucceed(CapturedOutput output) {
		this.server.answerAll((request) -> hasPoison(request) ? 503 : 200);
		try (ExportPipeline pipeline = toServer(oneBatch(2))) {
			accept(pipeline, 8, 3);
			assertThat(pipeline.flush(Duration.ofMillis(50))).isFalse();
			int others = 0;
			while (pipeline.statistics().lost().get(LossReason.REJECTED) == 0) {
				accept(pipeline, 1);
				others++;
				pipeline.flush(Duration.ofMillis(50));
				assertThat(others).isLessThan(500);
			}
			assertThat(this.server.spans()).hasSize(8 - 1 + others);
			assertThat(pipeline.statistics().lost()).containsEntry(LossReason.REJECTED, 1L);
			assertThat(output).contains("observations lost: 1 (rejected)");
		}
	}

	@Test
	void nothingIsGivenUpWhileNothingSucceeds() {
		this.server.answerAll((request) -> 503);
		try (ExportPipeline pipeline = toServer(oneBatch(1))) {
			accept(pipeline, 3);
			pipeline.flush(Duration.ofMillis(1));
			this.server.awaitRequests(20);
			assertThat(pipeline.statistics().lost().values()).containsOnly(0L);
			this.server.answerAll((request) -> 200);
			assertThat(pipeline.flush(LONG)).isTrue();
			assertThat(this.server.spans()).hasSize(3);
		}
	}

	@Test
	void beingAskedTooOftenIsNotTheFaultOfABatch() {
		this.server.answerAll((request) -> hasPoison(request) ? 429 : 200);
		try (ExportPipeline pipeline = toServer(oneBatch(1))) {
			accept(pipeline, 8, 3);
			for (int i = 0; i < 30; i++) {
				accept(pipeline, 1);
				pipeline.flush(Duration.ofMillis(50));
			}
			assertThat(pipeline.statistics().lost().values()).containsOnly(0L);
			this.server.answerAll((request) -> 200);
			assertThat(pipeline.flush(LONG)).isTrue();
			assertThat(this.server.spans()).hasSize(8 + 30);
		}
	}

	@Test
	void serverInTroubleIsProbedWithASingleObservation() {
		this.server.answerAll((request) -> 503);
		try (ExportPipeline pipeline = toServer(oneBatch(10))) {
			accept(pipeline, 100);
			pipeline.flush(Duration.ofMillis(1));
			this.server.awaitRequests(12);
			assertThat(this.server.requests().subList(0, 5)).allSatisfy((request) -> hasSpans(request, 100));
			assertThat(this.server.requests().subList(5, 12)).allSatisfy((request) -> hasSpans(request, 1));
			this.server.answerAll((request) -> 200);
			assertThat(pipeline.flush(LONG)).isTrue();
			assertThat(this.server.spans()).extracting(Span::id).doesNotHaveDuplicates().hasSize(100);
		}
	}

	@Test
	void oneOnWhichTheServerFailsDoesNotKeepItClosedForOthers() {
		this.server.answerAll((request) -> 503);
		try (ExportPipeline pipeline = toServer(oneBatch(10))) {
			accept(pipeline, 1, 0);
			pipeline.flush(Duration.ofMillis(1));
			this.server.awaitRequests(8);
			this.server.answerAll((request) -> hasPoison(request) ? 503 : 200);
			accept(pipeline, 10);
			pipeline.flush(Duration.ofMillis(1));
			this.server.awaitSpans(10);
		}
	}

	@Test
	void probesBecomeRare() {
		List<Long> times = new CopyOnWriteArrayList<>();
		this.server.answerAll((request) -> {
			times.add(System.nanoTime());
			return 503;
		});
		RetrySettings retry = new RetrySettings(Duration.ofMillis(1), Duration.ofMillis(1), 10, 5,
				Duration.ofMillis(100), Duration.ofSeconds(10));
		try (ExportPipeline pipeline = toServer(new ExportSettings(1_000, 10_000_000, QueueOverflow.DROP_NEWEST, 512,
				Duration.ofMillis(20), 3_000_000, 2, retry, Duration.ofMillis(10)))) {
			accept(pipeline, 1);
			this.server.awaitRequests(5 + 4);
			assertThat(Duration.ofNanos(times.get(5 + 3) - times.get(5 + 2))).isGreaterThan(Duration.ofMillis(500));
		}
	}

	@Test
	void oneThatIsOpenAtTheEndIsCounted() {
		ExportPipeline pipeline = toServer(oneBatch(10));
		pipeline.begun();
		pipeline.begun();
		pipeline.accept(Observations.named("ended"));
		assertThat(pipeline.statistics().open()).isEqualTo(1);
		pipeline.close();
		assertThat(pipeline.statistics().lost()).containsEntry(LossReason.UNFINISHED, 1L);
		assertThat(pipeline.statistics().undelivered()).isEqualTo(1);
		pipeline.accept(Observations.named("ends late"));
		assertThat(pipeline.statistics().observed()).isEqualTo(2);
		assertThat(pipeline.statistics().undelivered()).isEqualTo(1);
	}

	@Test
	void requestsUnderWayAreBounded() {
		this.server.answerLater(Duration.ofMillis(500)).answerLater(Duration.ofMillis(500));
		ExportSettings single = new ExportSettings(1_000, 10_000_000, QueueOverflow.DROP_NEWEST, 1,
				Duration.ofMillis(10), 3_000_000, 2, retry(Duration.ofMillis(10), Duration.ofMillis(10)), LONG);
		try (ExportPipeline pipeline = toServer(single)) {
			accept(pipeline, 5);
			await().until(() -> this.server.underWay() == 2);
			assertThat(pipeline.flush(LONG)).isTrue();
			assertThat(this.server.maxUnderWay()).isEqualTo(2);
		}
	}

	private static void hasSpans(Received request, int spans) {
		assertThat(request.spans()).hasSize(spans);
	}

	private static boolean hasPoison(Received request) {
		return request.spans().stream().anyMatch((span) -> span.name().equals("poison"));
	}

	private static void accept(ExportPipeline pipeline, int observations, int... poison) {
		for (int i = 0; i < observations; i++) {
			int position = i;
			boolean poisonous = IntStream.of(poison).anyMatch((at) -> at == position);
			pipeline.accept(Observations.named(poisonous ? "poison" : "n"));
		}
	}

	/**
	 * All is one batch, once flushed; retries are quick.
	 */
	private static ExportSettings oneBatch(int budget) {
		RetrySettings retry = new RetrySettings(Duration.ofMillis(5), Duration.ofMillis(10), budget, 5,
				Duration.ofMillis(5), Duration.ofMillis(10));
		return new ExportSettings(2_000, 100_000_000, QueueOverflow.DROP_NEWEST, 512, Duration.ofHours(1), 3_000_000, 2,
				retry, Duration.ofMillis(200));
	}

}
