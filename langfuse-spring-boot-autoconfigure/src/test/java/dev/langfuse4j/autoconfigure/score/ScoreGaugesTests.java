/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.score;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.actuate.LangfuseEndpoint;
import dev.langfuse4j.actuate.LangfuseHealthIndicator;
import dev.langfuse4j.actuate.LangfuseMeters;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.export.pipeline.ExportPipeline;
import dev.langfuse4j.score.LangfuseScores;
import dev.langfuse4j.test.LangfuseRecorder;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static dev.langfuse4j.test.LangfuseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Scores are shown where observations are: by meters, the endpoint, health, and the
 * recorder of tests.
 */
class ScoreGaugesTests {

	private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

	private final LangfuseServer server = new LangfuseServer();

	private final ApplicationContextRunner contextRunner = LangfuseContexts
		.plainRunner(LangfuseScoreAutoConfiguration.class)
		.withPropertyValues(LangfuseContexts.sendingTo(this.server.url()));

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void scoresAreCountedAndShown() {
		this.contextRunner.run((context) -> {
			ExportPipeline pipeline = context.getBean(ExportPipeline.class);
			SimpleMeterRegistry registry = new SimpleMeterRegistry();
			new LangfuseMeters(pipeline, context.getBean(ContentCapture.class)).bindTo(registry);
			LangfuseScores scores = context.getBean(LangfuseScores.class);
			scores.score("x", 1).onTrace(TRACE);
			scores.score("x", 1).project("nobody").onTrace(TRACE);
			context.getBean(Langfuse.class).flush(Duration.ofSeconds(20));
			assertThat(registry.get("langfuse.scores.accepted").tag("project", "default").functionCounter().count())
				.isEqualTo(1);
			assertThat(registry.get("langfuse.scores.delivered").tag("project", "default").functionCounter().count())
				.isEqualTo(1);
			assertThat(registry.get("langfuse.scores.lost").tag("reason", "unknown-project").functionCounters())
				.anySatisfy((counter) -> assertThat(counter.count()).isEqualTo(1));
			assertThat(registry.get("langfuse.scores.queue.size").gauge().value()).isZero();
			Map<String, Object> shown = new LangfuseEndpoint(pipeline, Map::of, List::of).status();
			assertThat(shown.get("scores").toString()).contains("accepted=1", "delivered=1", "unknown-project=1",
					"default=");
		});
	}

	@Test
	void healthIsNotKnownWhileScoresFail() {
		this.server.answerAll((request) -> request.path().contains("otel") ? 200 : 401);
		this.contextRunner.run((context) -> {
			Langfuse langfuse = context.getBean(Langfuse.class);
			langfuse.observation("work").observe(() -> {
			});
			langfuse.flush(Duration.ofSeconds(20));
			LangfuseHealthIndicator health = new LangfuseHealthIndicator(context.getBean(ExportPipeline.class), true);
			assertThat(health.health().getStatus()).isEqualTo(Status.UP);
			context.getBean(LangfuseScores.class).score("x", 1).onTrace(TRACE);
			langfuse.flush(Duration.ofSeconds(20));
			assertThat(health.health().getStatus()).isEqualTo(Status.UNKNOWN);
			assertThat(health.health().getDetails().get("failingScores").toString()).contains("default");
		});
	}

	@Test
	void theRecorderKeepsScores() {
		this.contextRunner.withBean(LangfuseRecorder.class)
			.withPropertyValues("langfuse.export.enabled=false")
			.run((context) -> {
				LangfuseRecorder recorder = context.getBean(LangfuseRecorder.class);
				assertThat(recorder).hasNoScore();
				LangfuseScores scores = context.getBean(LangfuseScores.class);
				scores.score("relevance", 0.5).onTrace(TRACE);
				scores.score("stars", 5).onTrace(TRACE);
				scores.score("helpful", true).onTrace(TRACE);
				scores.category("tone", "dry").onTrace(TRACE);
				assertThat(recorder).hasScore("relevance", 0.5)
					.hasScore("stars", 5)
					.hasScore("stars", 5.0)
					.hasScore("helpful", true)
					.hasScore("tone", "dry");
				assertThatExceptionOfType(AssertionError.class)
					.isThrownBy(() -> assertThat(recorder).hasScore("tone", "wet"))
					.withMessageContaining("[dry]");
				assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(recorder).hasNoScore());
				recorder.clear();
				assertThat(recorder.scores()).isEmpty();
			});
	}

}
