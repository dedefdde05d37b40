/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.export.BreakerState;
import dev.langfuse4j.export.ExportSettings;
import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.QueueOverflow;
import dev.langfuse4j.export.score.ScoreEndpointMode;
import dev.langfuse4j.export.score.ScoreSettings;
import dev.langfuse4j.export.spill.SpillSettings;
import dev.langfuse4j.http.LangfuseClients;
import dev.langfuse4j.mask.Maskers;
import dev.langfuse4j.score.ScoreData;
import dev.langfuse4j.score.ScoreTarget;
import dev.langfuse4j.score.ScoreType;
import dev.langfuse4j.testing.LangfuseServer.Received;
import dev.langfuse4j.testing.Observations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Scores on their way to the server: what it takes, refuses, delays or does not know, and
 * what waits for it.
 */
class ScoreExportTests extends PipelineTestSupport {

	private static final String INGESTION = "/api/public/ingestion";

	@TempDir
	private Path directory;

	@Test
	void oneBadScoreAmongFifteenIsLostAlone() {
		this.server.answerAllBy((request) -> outcomes(request, (id) -> id.equals("s7") ? 400 : 201), (request) -> 207);
		try (ExportPipeline pipeline = toServer(settings(100, 1_000_000, LONG))) {
			for (int i = 0; i < 15; i++) {
				pipeline.scores().acceptScore(score("s" + i));
			}
			assertThat(pipeline.flush(LONG)).as("one is lost").isFalse();
			assertThat(pipeline.scoreStatistics().delivered()).isEqualTo(14);
			assertThat(pipeline.scoreStatistics().lost()).containsEntry(LossReason.REJECTED, 1L);
			assertThat(this.server.scores()).as("each is sent once").hasSize(15);
			assertThat(pipeline.flush(LONG)).isTrue();
		}
	}

	@Test
	void onlyThoseThatMaySucceedLaterAreSentAgainAsTheSameEvents() {
		List<String> failing = new ArrayList<>(List.of("s1", "s1", "s2"));
		this.server.answerAllBy(
				(request) -> outcomes(request,
						(id) -> failing.remove(id) ? (id.equals("s1") ? 503 : 429) : (id.equals("s3") ? 400 : 201)),
				(request) -> 207);
		try (ExportPipeline pipeline = toServer(settings(100, 1_000_000, LONG))) {
			for (int i = 0; i < 5; i++) {
				pipeline.scores().acceptScore(score("s" + i));
			}
			pipeline.flush(LONG);
			assertThat(pipeline.scoreStatistics().delivered()).isEqualTo(4);
			assertThat(pipeline.scoreStatistics().lost()).containsEntry(LossReason.REJECTED, 1L);
		}
		Map<String, Long> sent = count(this.server.scores());
		assertThat(sent).containsEntry("s0", 1L)
			.containsEntry("s1", 3L)
			.containsEntry("s2", 2L)
			.containsEntry("s3", 1L)
			.containsEntry("s4", 1L);
		assertThat(this.server.events()
			.stream()
			.filter((event) -> event.at("/body/id").asString().equals("s1"))
			.map((event) -> event.path("id").asString())
			.distinct()).hasSize(1);
	}

	@Test
	void aServerWithoutIngestionGetsAllOneByOne() {
		this.server.answerAll((request) -> request.path().equals(INGESTION) ? 404 : 200);
		try (ExportPipeline pipeline = toServer(settings(100, 1_000_000, LONG))) {
			for (int i = 0; i < 5; i++) {
				pipeline.scores().acceptScore(score("s" + i));
			}
			assertThat(pipeline.flush(LONG)).isTrue();
			pipeline.scores().acceptScore(score("s5"));
			assertThat(pipeline.flush(LONG)).isTrue();
			assertThat(pipeline.scoreStatistics().delivered()).isEqualTo(6);
			assertThat(pipeline.scoreStatistics().lost().values()).containsOnly(0L);
		}
		List<Received> single = this.server.requests()
			.stream()
			.filter((each) -> !each.path().equals(INGESTION))
			.toList();
		assertThat(single).hasSize(6).allSatisfy((each) -> assertThat(each.path()).isEqualTo("/api/public/scores"));
		assertThat(this.server.requests()).as("ingestion is asked once").hasSize(7);
	}

	@Test
	void aLimitOfScoresDoesNotStopTraces() {
		this.server.answerAll((request) -> request.path().equals(INGESTION) ? 429 : 200, Map.of("Retry-After", "60"));
		try (ExportPipeline pipeline = toServer(settings(100, 1_000_000, Duration.ofMillis(10)))) {
			pipeline.scores().acceptScore(score("s"));
			await().until(() -> !pipeline.gauges().scoreStatus("default").failures().isEmpty());
			pipeline.begun();
			pipeline.accept(Observations.named("o"));
			this.server.awaitSpans(1);
			assertThat(pipeline.gauges().status("default").isFailing()).isFalse();
			assertThat(this.server.scores()).as("left alone").hasSize(1);
		}
	}

	@Test
	void troubleWithTracesDoesNotStopScores() {
		this.server.answerAll((request) -> request.path().equals(INGESTION) ? 200 : 401);
		try (ExportPipeline pipeline = toServer(settings(100, 1_000_000, Duration.ofMillis(10)))) {
			pipeline.begun();
			pipeline.accept(Observations.named("o"));
			await().until(() -> pipeline.gauges().status("default").breaker() != BreakerState.CLOSED);
			pipeline.scores().acceptScore(score("s"));
			await().until(() -> pipeline.scoreStatistics().delivered() == 1);
		}
	}

	@Test
	void aDeadServerCostsNoMoreThanTheQueue() {
		this.server.answerAll((request) -> 503);
		ScoreSettings bounds = new ScoreSettings(ScoreEndpointMode.AUTO, 10_000, 1_000_000);
		try (ExportPipeline pipeline = pipeline(settings(100, 1_000_000, Duration.ofMillis(10)), bounds)) {
			for (int i = 0; i < 100_000; i++) {
				pipeline.scores().acceptScore(score("s" + i));
			}
			assertThat(pipeline.gauges().scoreStatus("default").queueBytes()).isBetween(500_000L, 1_000_000L);
			assertThat(pipeline.gauges().scoreStatus("default").queueSize()).isLessThanOrEqualTo(10_000);
			pipeline.close();
			assertThat(pipeline.scoreStatistics().observed()).isEqualTo(100_000);
			assertThat(pipeline.scoreStatistics().lost().values().stream().mapToLong(Long::longValue).sum())
				.as("each is counted once")
				.isEqualTo(100_000);
			assertThat(pipeline.scoreStatistics().lost().get(LossReason.QUEUE_FULL)).isGreaterThan(90_000);
			assertThat(pipeline.gauges().scoreStatus("default").queueSize()).isZero();
			assertThat(pipeline.gauges().scoreStatus("default").queueBytes()).isZero();
		}
	}

	@Test
	void whatWaitsOnDiskGoesWhereItBelongsAfterARestart() {
		this.server.answerAll((request) -> 503);
		try (ExportPipeline pipeline = toServer(spilling())) {
			pipeline.begun();
			pipeline.accept(Observations.named("o"));
			for (int i = 0; i < 3; i++) {
				pipeline.scores().acceptScore(score("s" + i));
			}
			pipeline.close();
			assertThat(pipeline.statistics().spilled()).isEqualTo(1);
			assertThat(pipeline.scoreStatistics().spilled()).isEqualTo(3);
		}
		int before = this.server.requests().size();
		this.server.answerAll((request) -> 200);
		try (ExportPipeline pipeline = toServer(spilling())) {
			pipeline.prepare();
			await().until(() -> pipeline.statistics().delivered() == 1 && pipeline.scoreStatistics().delivered() == 3);
			assertThat(pipeline.statistics().spilled() + pipeline.scoreStatistics().spilled()).isZero();
		}
		List<Received> after = this.server.requests().subList(before, this.server.requests().size());
		assertThat(after).filteredOn((each) -> each.path().equals(INGESTION))
			.flatExtracting((each) -> ids(each.json()))
			.containsExactlyInAnyOrder("s0", "s1", "s2");
		assertThat(after).filteredOn((each) -> !each.path().equals(INGESTION))
			.singleElement()
			.satisfies((each) -> assertThat(each.spans()).hasSize(1));
	}

	/**
	 * Files that were written before there were kinds have no kind.
	 */
	@Test
	void whatAnOlderVersionLeftOnDiskAreObservations() throws Exception {
		this.server.answerAll((request) -> 503);
		try (ExportPipeline pipeline = toServer(spilling())) {
			pipeline.begun();
			pipeline.accept(Observations.named("o"));
			pipeline.scores().acceptScore(score("s"));
		}
		List<Integer> versions = new ArrayList<>();
		try (Stream<Path> files = Files.walk(this.directory)) {
			for (Path file : files.filter(Files::isRegularFile)
				.filter((each) -> each.toFile().length() > 10)
				.toList()) {
				versions.add((int) ByteBuffer.wrap(Files.readAllBytes(file)).get(4));
			}
		}
		assertThat(versions).containsExactlyInAnyOrder(1, 2);
	}

	@Test
	void scoresOnDiskGoOneByOneWhereThereIsNoIngestion() {
		this.server.answerAll((request) -> 503);
		try (ExportPipeline pipeline = toServer(spilling())) {
			for (int i = 0; i < 3; i++) {
				pipeline.scores().acceptScore(score("s" + i));
			}
		}
		this.server.answerAll((request) -> request.path().equals(INGESTION) ? 410 : 200);
		try (ExportPipeline pipeline = toServer(spilling())) {
			pipeline.prepare();
			await().until(() -> pipeline.scoreStatistics().delivered() == 3);
		}
		assertThat(this.server.requests()).filteredOn((each) -> each.path().equals("/api/public/scores")).hasSize(3);
	}

	@Test
	void textsAreMaskedAndWhatCannotBeMaskedIsLeftOut() {
		ObservationMasking masking = new ObservationMasking(Maskers.of((text) -> {
			if (text.contains("bomb")) {
				throw new IllegalStateException("It fails");
			}
			return text.replace("secret", "***");
		}), 1_000, true);
		try (ExportPipeline pipeline = new ExportPipeline(settings(100, 1_000_000, LONG), Scoring.defaults(), masking,
				Exporters.of(), Map.of("default", new Destination(connection(), encoder(), Destination.ALWAYS)),
				new LangfuseClients(Map.of(), List::of))) {
			pipeline.scores()
				.acceptScore(new ScoreData("s", "default", "review", ScoreType.TEXT, null,
						CapturedContent.text("a secret text"), new ScoreTarget(null, null, "my secret", null),
						CapturedContent.text("bomb"), Map.of("secret key", CapturedContent.text("secret value")), null,
						null, Instant.now()));
			assertThat(pipeline.flush(LONG)).isTrue();
		}
		JsonNode sent = this.server.scores().get(0);
		assertThat(sent.path("value").asString()).isEqualTo("a *** text");
		assertThat(sent.path("comment").asString()).isEqualTo("<masking failed>");
		assertThat(sent.path("sessionId").asString()).as("as that of the observations").isEqualTo("my ***");
		assertThat(sent.path("metadata").toString()).isEqualTo("{\"*** key\":\"*** value\"}");
	}

	@Test
	void exportersGetScoresAsTheyLeave() {
		List<ScoreData> got = new ArrayList<>();
		Scoring scoring = new Scoring(ScoreSettings.defaults(), ScoreExporters.of(got::addAll),
				UnaryOperator.identity());
		try (ExportPipeline pipeline = new ExportPipeline(settings(100, 1_000_000, LONG), scoring,
				new ObservationMasking(Maskers.of((text) -> "masked"), 1_000, false), Exporters.of(),
				Map.of("default", new Destination(null, encoder(), Destination.ALWAYS)),
				new LangfuseClients(Map.of(), List::of))) {
			pipeline.scores().acceptScore(score("s"));
			assertThat(pipeline.flush(LONG)).isTrue();
			assertThat(pipeline.scoreStatistics().delivered()).isEqualTo(1);
		}
		assertThat(got).singleElement().satisfies((score) -> assertThat(score.comment().asText()).isEqualTo("masked"));
	}

	@Test
	void withoutAnybodyWhoWantsScoresNothingIsKept() {
		try (ExportPipeline pipeline = toBlocked(settings(100, 1_000_000, Duration.ofMillis(10)))) {
			assertThat(pipeline.scores().takesScores()).isFalse();
			pipeline.scores().acceptScore(score("s"));
			assertThat(pipeline.scoreStatistics().observed()).isZero();
			this.gate.countDown();
		}
	}

	@Test
	void whatComesAfterTheEndIsCounted() {
		ExportPipeline pipeline = toServer(settings(100, 1_000_000, LONG));
		pipeline.close();
		pipeline.scores().acceptScore(score("s"));
		assertThat(pipeline.scoreStatistics().lost()).containsEntry(LossReason.SHUTDOWN, 1L);
	}

	@Test
	void anUnknownProjectIsCountedAndNeverAnother() {
		try (ExportPipeline pipeline = toServer(settings(100, 1_000_000, LONG))) {
			ScoreData score = score("s");
			pipeline.scores()
				.acceptScore(new ScoreData(score.id(), "other", score.name(), score.type(), score.number(), null,
						score.target(), null, Map.of(), null, null, score.timestamp()));
			pipeline.flush(LONG);
			assertThat(pipeline.scoreStatistics().lost()).containsEntry(LossReason.UNKNOWN_PROJECT, 1L);
		}
		assertThat(this.server.requests()).isEmpty();
	}

	private ExportPipeline pipeline(ExportSettings settings, ScoreSettings bounds) {
		return new ExportPipeline(settings, new Scoring(bounds, ScoreExporters.of(), UnaryOperator.identity()),
				ObservationMasking.none(), Exporters.of(),
				Map.of("default", new Destination(connection(), encoder(), Destination.ALWAYS)),
				new LangfuseClients(Map.of(), List::of));
	}

	private ExportSettings spilling() {
		return new ExportSettings(100, 1_000_000, QueueOverflow.DROP_NEWEST, 512, Duration.ofMillis(20), 3_000_000, 2,
				retry(Duration.ofMillis(20), Duration.ofMillis(50)), Duration.ofMillis(200),
				new SpillSettings(this.directory, 10_000_000, Duration.ofHours(1)));
	}

	/**
	 * Writes the answer of ingestion: a status for each score.
	 */
	private static String outcomes(Received request, ToIntFunction<String> status) {
		StringBuilder successes = new StringBuilder();
		StringBuilder errors = new StringBuilder();
		for (JsonNode event : request.json().path("batch")) {
			int code = status.applyAsInt(event.at("/body/id").asString());
			StringBuilder list = (code < 300) ? successes : errors;
			list.append((list.length() > 0) ? "," : "")
				.append("{\"id\":\"" + event.path("id").asString() + "\",\"status\":" + code + "}");
		}
		return "{\"successes\":[" + successes + "],\"errors\":[" + errors + "]}";
	}

	private static Map<String, Long> count(List<JsonNode> scores) {
		return scores.stream()
			.collect(Collectors.groupingBy((score) -> score.path("id").asString(), Collectors.counting()));
	}

	private static List<String> ids(JsonNode batch) {
		List<String> ids = new ArrayList<>();
		batch.path("batch").forEach((event) -> ids.add(event.at("/body/id").asString()));
		return ids;
	}

	private static ScoreData score(String id) {
		return new ScoreData(id, "default", "relevance", ScoreType.NUMERIC, 0.5, null,
				new ScoreTarget("0af7651916cd43dd8448eb211c80319c", null, null, null), CapturedContent.text("as it is"),
				Map.of(), null, null, Instant.now());
	}

}
