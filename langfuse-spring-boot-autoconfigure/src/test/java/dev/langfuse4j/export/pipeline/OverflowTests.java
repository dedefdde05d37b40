/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.export.ExportSettings;
import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.QueueOverflow;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.observation.TraceState;
import dev.langfuse4j.testing.Observations;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Traces are lost as a whole when there is no more room.
 */
class OverflowTests extends PipelineTestSupport {

	@Test
	void whatHasWaitedLongestMakesRoomWithTheRestOfItsTrace() {
		try (ExportPipeline pipeline = toBlocked(dropOldest(5))) {
			pipeline.accept(Observations.named("under way"));
			await().untilTrue(this.atGate);
			TraceState old = Observations.trace();
			pipeline.accept(Observations.in(old, "old child"));
			pipeline.accept(Observations.in(old, "old root"));
			for (int i = 0; i < 3; i++) {
				pipeline.accept(Observations.named("new"));
			}
			pipeline.accept(Observations.in(old, "late child"));
			this.gate.countDown();
			assertThat(pipeline.flush(LONG)).isFalse();
			assertThat(this.exported).extracting(ObservationData::name)
				.containsExactly("under way", "new", "new", "new");
			assertThat(pipeline.statistics().lost()).containsEntry(LossReason.QUEUE_FULL, 3L);
			assertThat(pipeline.statistics().observed()).isEqualTo(7);
			assertThat(pipeline.statistics().undelivered()).isEqualTo(3);
		}
	}

	@Test
	void duringAnOutageTheLastTracesAreKept() {
		this.server.answerAll((request) -> 503);
		try (ExportPipeline pipeline = toServer(dropOldest(100))) {
			for (int i = 0; i < 1_000; i++) {
				pipeline.accept(Observations.named("n" + i));
				int accepted = i;
				if (i % 10 == 0) {
					await().pollInterval(Duration.ofMillis(1)).until(() -> pipeline.statistics().accepted() > accepted);
				}
			}
			this.server.awaitRequests(3);
			this.server.answerAll((request) -> 200);
			assertThat(pipeline.flush(LONG)).isFalse();
			long lost = pipeline.statistics().lost().get(LossReason.QUEUE_FULL);
			assertThat(lost).isGreaterThanOrEqualTo(900);
			assertThat(this.server.spans()).hasSize(1_000 - (int) lost);
			assertThat(this.server.spans()).extracting(Span::name).contains("n999");
			assertThat(pipeline.statistics().undelivered()).isEqualTo(lost);
		}
	}

	@Test
	void traceIsIncompleteUnderAnotherNameToo() {
		TraceState trace = Observations.trace();
		trace.masked("masked", TraceAttributes.NONE, "1").markIncomplete();
		assertThat(trace.isIncomplete()).isTrue();
	}

	@Test
	void whatCannotBeMaskedIsCounted() {
		Map<String, CapturedContent> broken = new HashMap<>() {

			@Override
			public void forEach(BiConsumer<? super String, ? super CapturedContent> action) {
				throw new OutOfMemoryError("as told");
			}

		};
		try (ExportPipeline pipeline = toServer(dropOldest(10))) {
			pipeline.accept(Observations.named("a").withContent(null, null, broken));
			assertThat(pipeline.flush(LONG)).isFalse();
			assertThat(pipeline.statistics().lost()).containsEntry(LossReason.MASKED_OUT, 1L);
			assertThat(this.server.requests()).isEmpty();
		}
	}

	private static ExportSettings dropOldest(int maxSize) {
		return new ExportSettings(maxSize, 100_000_000, QueueOverflow.DROP_OLDEST, 10, Duration.ofMillis(50), 3_000_000,
				2, retry(Duration.ofMillis(5), Duration.ofMillis(10)), LONG);
	}

}
