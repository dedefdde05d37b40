/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.score;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.pipeline.ExportPipeline;
import dev.langfuse4j.mask.ContentMasker;
import dev.langfuse4j.observation.ActiveObservation;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.score.LangfuseScores;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Scores of an application arrive at a Langfuse server.
 */
class LangfuseScoresTests {

	private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

	private static final String OBSERVATION = "b7ad6b7169203331";

	private static final Duration LONG = Duration.ofSeconds(20);

	private final LangfuseServer server = new LangfuseServer();

	private final ApplicationContextRunner contextRunner = LangfuseContexts
		.plainRunner(LangfuseScoreAutoConfiguration.class)
		.withPropertyValues(LangfuseContexts.sendingTo(this.server.url()));

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void eachTypeOnEachTarget() {
		run((scores, langfuse) -> {
			String id = scores.score("relevance", 0.92)
				.comment("cites the source")
				.metadata("judge", "gpt")
				.metadata(Map.of("turn", 3))
				.timestamp(Instant.parse("2026-01-02T03:04:05.006Z"))
				.on(TRACE, OBSERVATION);
			assertThat(id).hasSize(36);
			assertThat(scores.score("helpful", true).id("vote-1").onTrace(TRACE)).isEqualTo("vote-1");
			scores.score("safe", false).configId("config-1").onTrace(TRACE);
			scores.category("tone", "friendly").onSession("chat-1");
			scores.text("review", "good").onDatasetRun("run-1");
			scores.correction("better").on(TRACE, null);
			assertThat(langfuse.flush(LONG)).isTrue();
			List<JsonNode> sent = this.server.scores();
			assertThat(sent.get(0).toString()).isEqualTo("{\"id\":\"" + id + "\",\"traceId\":\"" + TRACE
					+ "\",\"observationId\":\"" + OBSERVATION + "\",\"name\":\"relevance\",\"value\":0.92,"
					+ "\"dataType\":\"NUMERIC\",\"comment\":\"cites the source\","
					+ "\"metadata\":{\"judge\":\"gpt\",\"turn\":3}}");
			assertThat(this.server.events().get(0).path("timestamp").asString()).isEqualTo("2026-01-02T03:04:05.006Z");
			assertThat(sent.get(1).toString()).isEqualTo("{\"id\":\"vote-1\",\"traceId\":\"" + TRACE
					+ "\",\"name\":\"helpful\",\"value\":1,\"dataType\":\"BOOLEAN\"}");
			assertThat(sent.get(2).toString()).contains("\"value\":0,", "\"configId\":\"config-1\"");
			assertThat(sent.get(3).toString()).contains("\"sessionId\":\"chat-1\"", "\"value\":\"friendly\"",
					"CATEGORICAL");
			assertThat(sent.get(4).toString()).contains("\"datasetRunId\":\"run-1\"", "\"value\":\"good\"", "TEXT");
			assertThat(sent.get(5).toString()).contains("\"name\":\"output\"", "\"value\":\"better\"", "CORRECTION",
					TRACE);
			assertThat(this.server.requests()).hasSize(1);
			assertThat(this.server.requests().get(0).header("x-langfuse-sdk-name")).isEqualTo("java");
		});
	}

	@Test
	void laterValuesOfOneIdComeLast() {
		run((scores, langfuse) -> {
			scores.score("thumbs", true).id("vote").onTrace(TRACE);
			scores.score("thumbs", false).id("vote").onTrace(TRACE);
			langfuse.flush(LONG);
			assertThat(this.server.scores()).extracting((score) -> score.path("value").asInt()).containsExactly(1, 0);
		});
	}

	@Test
	void oneScoreOfANameOnATargetHasADerivedId() {
		run((scores, langfuse) -> {
			String id = scores.score("thumbs", true).replacing().onTrace(TRACE);
			assertThat(id).isEqualTo(scores.score("thumbs", false).replacing().onTrace(TRACE)).hasSize(32);
			assertThat(id).isNotEqualTo(scores.score("stars", 1).replacing().onTrace(TRACE));
			assertThat(id).isNotEqualTo(scores.score("thumbs", true).replacing().on(TRACE, OBSERVATION));
			assertThat(scores.score("thumbs", true).replacing().onSession(TRACE)).isNotEqualTo(id);
		});
	}

	@Test
	void whatIsCurrentIsScoredAlsoAfterItsEnd() {
		run((scores, langfuse) -> {
			LangfuseObservation ended;
			String traceId;
			String observationId;
			try (ActiveObservation observation = langfuse.observation("work").start()) {
				traceId = observation.traceId();
				observationId = observation.observationId();
				langfuse.current().score("grounded", 0.8).score("ok", true).score("tone", "dry");
				langfuse.current().trace().score("csat", 5);
				scores.score("here", 1).onCurrent();
				scores.score("whole", 1).on(langfuse.current().trace());
				ended = langfuse.current();
			}
			ended.score("late", 1);
			scores.score("later", 1).on(ended);
			langfuse.flush(LONG);
			List<JsonNode> sent = this.server.scores();
			assertThat(sent).extracting((score) -> score.path("name").asString())
				.containsExactly("grounded", "ok", "tone", "csat", "here", "whole", "late", "later");
			assertThat(sent).allSatisfy((score) -> assertThat(score.path("traceId").asString()).isEqualTo(traceId));
			assertThat(sent).filteredOn((score) -> score.path("observationId").isMissingNode())
				.extracting((score) -> score.path("name").asString())
				.containsExactly("csat", "whole");
			assertThat(sent).filteredOn((score) -> !score.path("observationId").isMissingNode())
				.allSatisfy((score) -> assertThat(score.path("observationId").asString()).isEqualTo(observationId));
		});
	}

	@Test
	void theEnvironmentIsThatOfTheSpan() {
		run((scores, langfuse) -> {
			try (ActiveObservation root = langfuse.observation("root").start()) {
				root.score("a", 1);
				langfuse.with((trace) -> trace.environment("tenant-a")).run(() -> {
					try (ActiveObservation below = langfuse.observation("below").start()) {
						below.score("b", 1);
						scores.score("c", 1).on(below.traceId(), below.observationId());
					}
				});
			}
			scores.score("d", 1).environment("given").onTrace(TRACE);
			scores.score("e", 1).onTrace(TRACE);
			langfuse.flush(LONG);
			assertThat(environments()).containsExactly("staging", "tenant-a", "tenant-a", "given", "staging");
			assertThat(environmentOf("below")).isEqualTo("tenant-a");
			assertThat(this.server.requests().stream().filter((each) -> each.path().contains("otel")).findFirst())
				.hasValueSatisfying((each) -> assertThat(each.resource().toString()).contains("staging"));
		}, "langfuse.environment=staging");
	}

	@Test
	void theEnvironmentOfTheWholeTraceIsThatOfItsRoot() {
		run((scores, langfuse) -> {
			try (ActiveObservation root = langfuse.observation("root").start()) {
				langfuse.with((trace) -> trace.environment("only-below")).run(() -> {
					try (ActiveObservation below = langfuse.observation("below").start()) {
						below.trace().score("a", 1);
					}
				});
				root.trace().score("b", 1);
				root.trace().environment("said");
				root.trace().score("c", 1);
			}
			langfuse.flush(LONG);
			assertThat(environments()).containsExactly("only-below", "only-below", "said");
			assertThat(environmentOf("root")).isEqualTo("said");
		});
	}

	@Test
	void whatIsSampledOutIsNotScored() {
		run((scores, langfuse) -> {
			try (ActiveObservation observation = langfuse.observation("work").start()) {
				observation.score("a", 1);
				observation.trace().score("b", 1);
				scores.score("c", 1).onCurrent();
				scores.score("d", 1).on(observation.traceId(), observation.observationId());
			}
			scores.score("e", 1).onTrace(TRACE);
			scores.score("of another system", 1).onTrace("order-4711");
			scores.score("session", 1).onSession("chat");
			langfuse.flush(LONG);
			assertThat(this.server.scores()).extracting((score) -> score.path("name").asString())
				.containsExactly("of another system", "session");
			assertThat(undelivered(langfuse)).isZero();
		}, "langfuse.sample-rate=0");
	}

	@Test
	void theSamplerDecidesOnTracesOfOtherProcesses() {
		run((scores, langfuse) -> {
			scores.score("in", 1).onTrace("00000000000000007fffffffffffffff");
			scores.score("out", 1).onTrace("00000000000000008000000000000000");
			langfuse.flush(LONG);
			assertThat(this.server.scores()).extracting((score) -> score.path("name").asString()).containsExactly("in");
		}, "langfuse.sample-rate=0.5");
	}

	@Test
	void aScoreMayComeBeforeItsTrace() {
		run((scores, langfuse) -> {
			String traceId = langfuse.traceId("message-1");
			scores.score("early", 1).onTrace(traceId);
			langfuse.flush(LONG);
			langfuse.observation("work").traceSeed("message-1").observe(() -> {
			});
			langfuse.flush(LONG);
			assertThat(this.server.scores().get(0).path("traceId").asString())
				.isEqualTo(this.server.span("work").traceId());
		});
	}

	@Test
	void aScoreGoesToTheProjectOfTheTraceOrToTheNamedOne() {
		run((scores, langfuse) -> {
			langfuse.project("acme").run(() -> {
				try (ActiveObservation observation = langfuse.observation("work").start()) {
					observation.score("a", 1);
				}
				scores.score("b", 1).onTrace(TRACE);
			});
			scores.score("c", 1).project("acme").onTrace(TRACE);
			scores.score("d", 1).onTrace(TRACE);
			scores.score("e", 1).project("nobody").onTrace(TRACE);
			langfuse.flush(LONG);
			assertThat(namesOf("pk-lf-acme")).containsExactlyInAnyOrder("a", "b", "c");
			assertThat(namesOf("pk-lf-test")).containsExactly("d");
			assertThat(environments()).containsOnly("acme-env", "");
		}, "langfuse.projects.acme.public-key=pk-lf-acme", "langfuse.projects.acme.secret-key=sk-lf-acme",
				"langfuse.projects.acme.environment=acme-env");
	}

	@Test
	void anUnknownProjectIsCounted() {
		this.contextRunner.run((context) -> {
			context.getBean(LangfuseScores.class).score("e", 1).project("nobody").onTrace(TRACE);
			assertThat(context.getBean(ExportPipeline.class).scoreStatistics().lost())
				.containsEntry(LossReason.UNKNOWN_PROJECT, 1L);
			assertThat(this.server.requests()).isEmpty();
		});
	}

	@Test
	void contentIsMasked() {
		this.contextRunner.withBean(ContentMasker.class, () -> (text) -> text.replace("Ada", "***")).run((context) -> {
			LangfuseScores scores = context.getBean(LangfuseScores.class);
			scores.text("review", "Ada says").comment("by Ada").metadata("who", Map.of("name", "Ada")).onTrace(TRACE);
			scores.correction("Ada!").onTrace(TRACE);
			context.getBean(Langfuse.class).flush(LONG);
			assertThat(this.server.scores()).hasSize(2);
			assertThat(this.server.scores().toString()).doesNotContain("Ada");
		});
	}

	@Test
	void onlyMetadataOfAScoreIsSentIfNothingElseMay() {
		run((scores, langfuse) -> {
			scores.text("review", "words").onTrace(TRACE);
			scores.correction("words").onTrace(TRACE);
			scores.score("relevance", 1).comment("words").metadata("k", "words").onTrace(TRACE);
			scores.category("tone", "dry").onTrace(TRACE);
			langfuse.flush(LONG);
			assertThat(this.server.scores()).hasSize(2);
			assertThat(this.server.scores().toString()).doesNotContain("words").contains("\"dry\"");
		}, "langfuse.capture.mode=metadata-only");
	}

	@Test
	void aConfigIsFoundByItsNameAndCheckedAtTheCall() {
		this.server.answerAllWith((request) -> request.path().startsWith("/api/public/score-configs")
				? "{\"data\":[{\"id\":\"c1\",\"name\":\"stars\",\"dataType\":\"NUMERIC\",\"minValue\":1,"
						+ "\"maxValue\":5},{\"id\":\"c2\",\"name\":\"tone\",\"dataType\":\"CATEGORICAL\",\"categories\":"
						+ "[{\"label\":\"dry\",\"value\":0}]},{\"id\":\"c3\",\"name\":\"old\",\"dataType\":\"NUMERIC\","
						+ "\"isArchived\":true}],\"meta\":{\"totalPages\":1}}"
				: "{}");
		run((scores, langfuse) -> {
			scores.score("stars", 4).configName("stars").onTrace(TRACE);
			await().untilAsserted(() -> assertThatIllegalArgumentException()
				.isThrownBy(() -> scores.score("stars", 6).configName("stars").onTrace(TRACE))
				.withMessageContaining("1.0 to 5.0"));
			assertThatIllegalArgumentException()
				.isThrownBy(() -> scores.category("tone", "wet").configName("tone").onTrace(TRACE))
				.withMessageContaining("[dry]");
			assertThatIllegalArgumentException()
				.isThrownBy(() -> scores.score("tone", 1).configName("tone").onTrace(TRACE))
				.withMessageContaining("CATEGORICAL");
			assertThatIllegalArgumentException()
				.isThrownBy(() -> scores.score("old", 1).configName("old").onTrace(TRACE))
				.withMessageContaining("archived");
			assertThatIllegalArgumentException()
				.isThrownBy(() -> scores.score("none", 1).configName("none").onTrace(TRACE))
				.withMessageContaining("create it");
			langfuse.flush(LONG);
			assertThat(this.server.scores()).first()
				.satisfies((score) -> assertThat(score.path("configId").asString()).isEqualTo("c1"));
		});
	}

	@Test
	void aTextMayHave500Characters() {
		run((scores, langfuse) -> {
			scores.text("x", "😀".repeat(250)).onTrace(TRACE);
			assertThat(langfuse.flush(LONG)).isTrue();
			assertThat(this.server.scores()).hasSize(1);
		});
	}

	@Test
	void aDisabledLangfuseSendsNothing() {
		for (String[] disabled : List.of(new String[] { "langfuse.enabled=false" },
				new String[] { "langfuse.export.enabled=false" },
				new String[] { "langfuse.public-key=", "langfuse.secret-key=" })) {
			run((scores, langfuse) -> {
				assertThat(scores.score("x", 1).id("mine").onTrace(TRACE)).isEqualTo("mine");
				assertThat(scores.score("x", 1).replacing().onTrace(TRACE)).hasSize(32);
				langfuse.current().score("x", 1);
				assertThat(langfuse.flush(LONG)).isTrue();
				assertThat(this.server.requests()).isEmpty();
			}, disabled);
		}
	}

	@Test
	void aBoundThatCannotWorkStopsTheStart() {
		this.contextRunner.withPropertyValues("langfuse.score.max-queue-size=0")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("langfuse.score.max-queue-size"));
		this.contextRunner.withPropertyValues("langfuse.score.max-queue-bytes=0B")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining("langfuse.score.max-queue-bytes"));
	}

	@Test
	void theEndpointCanBeChosen() {
		run((scores, langfuse) -> {
			scores.score("a", 1).onTrace(TRACE);
			scores.score("b", 1).onTrace(TRACE);
			assertThat(langfuse.flush(LONG)).isTrue();
			assertThat(this.server.requests()).extracting((request) -> request.path())
				.containsExactly("/api/public/scores", "/api/public/scores");
		}, "langfuse.score.endpoint=scores");
	}

	private void run(Use use, String... properties) {
		this.contextRunner.withPropertyValues(properties)
			.run((context) -> use.use(context.getBean(LangfuseScores.class), context.getBean(Langfuse.class)));
	}

	private long undelivered(Langfuse langfuse) {
		return langfuse.flush(LONG) ? 0 : 1;
	}

	private List<String> environments() {
		return this.server.scores().stream().map((score) -> score.path("environment").asString("")).toList();
	}

	private String environmentOf(String span) {
		Span found = this.server.span(span);
		return found.text("langfuse.environment");
	}

	private List<String> namesOf(String publicKey) {
		return this.server.requests()
			.stream()
			.filter((request) -> request.path().equals("/api/public/ingestion") && new String(
					Base64.getDecoder().decode(request.header("Authorization").substring("Basic ".length())))
				.startsWith(publicKey))
			.flatMap((request) -> request.json().path("batch").valueStream())
			.map((event) -> event.at("/body/name").asString())
			.toList();
	}

	private interface Use {

		void use(LangfuseScores scores, Langfuse langfuse);

	}

}
