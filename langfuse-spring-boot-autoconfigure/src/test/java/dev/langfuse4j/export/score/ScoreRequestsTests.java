/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.score;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import dev.langfuse4j.capture.CaptureSettings;
import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.export.delivery.BodyFormat;
import dev.langfuse4j.export.delivery.ItemOutcomes;
import dev.langfuse4j.export.delivery.Payload;
import dev.langfuse4j.export.delivery.PayloadRequest;
import dev.langfuse4j.http.Outcome;
import dev.langfuse4j.score.ScoreConfigRef;
import dev.langfuse4j.score.ScoreData;
import dev.langfuse4j.score.ScoreTarget;
import dev.langfuse4j.score.ScoreType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Scores as requests, byte by byte, and what answers say of each score.
 */
class ScoreRequestsTests {

	private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.006789Z");

	private static final ScoreTarget OBSERVATION = new ScoreTarget("0af7651916cd43dd8448eb211c80319c",
			"b7ad6b7169203331", null, null);

	private final AtomicLong clock = new AtomicLong(1_000);

	private final List<ScoreData> failed = new ArrayList<>();

	private final ScoreRequests requests = new ScoreRequests("production", ScoreEndpointMode.AUTO, this.failed::add,
			this.clock::get);

	@Test
	void aBatchIsWhatTheSdksSend() {
		Map<String, CapturedContent> metadata = new LinkedHashMap<>();
		metadata.put("channel", CapturedContent.text("web"));
		metadata.put("detail", new ContentCapture(CaptureSettings.defaults()).content(Map.of("k", 1), 1_000));
		ScoreData score = new ScoreData("s1", "default", "thumbs", ScoreType.BOOLEAN, 1.0, null, OBSERVATION,
				CapturedContent.text("nice \"one\" ü \ud83d"), metadata, null, new ScoreConfigRef("c1", "thumbs"),
				TIME);
		PayloadRequest request = encode(score).request();
		assertThat(request.path()).isEqualTo("/api/public/ingestion");
		assertThat(request.compressed()).isFalse();
		assertThat(text(request).replaceAll("\\{\"id\":\"[0-9a-f-]{36}\",", "{\"id\":\"EVENT\",")
			.replaceAll("\"sdk_version\":\"[^\"]+\"", "\"sdk_version\":\"VERSION\"")).isEqualTo("""
					{"batch":[{"id":"EVENT","type":"score-create","timestamp":"2026-01-02T03:04:05.006Z",\
					"body":{"id":"s1","traceId":"0af7651916cd43dd8448eb211c80319c",\
					"observationId":"b7ad6b7169203331","name":"thumbs","value":1,"dataType":"BOOLEAN",\
					"comment":"nice \\"one\\" ü \uFFFD","metadata":{"channel":"web","detail":{"k":1}},\
					"environment":"production","configId":"c1"}}],\
					"metadata":{"batch_size":1,"sdk_name":"java","sdk_version":"VERSION"}}""");
	}

	@Test
	void aSingleScoreIsTheSameWithoutItsEnvelope() {
		this.requests.endpoint().refused("as told");
		PayloadRequest request = encode(numeric("s1", 0.25)).request();
		assertThat(request.path()).isEqualTo("/api/public/scores");
		assertThat(request.pause()).as("paced").isPositive();
		assertThat(text(request)).isEqualTo("""
				{"id":"s1","traceId":"0af7651916cd43dd8448eb211c80319c","observationId":"b7ad6b7169203331",\
				"name":"relevance","value":0.25,"dataType":"NUMERIC","environment":"production"}""");
	}

	@Test
	void targetsAndTextsAreWrittenAsTheyAre() {
		String session = text(encode(
				new ScoreData("s", "default", "tone", ScoreType.CATEGORICAL, null, CapturedContent.text("friendly"),
						new ScoreTarget(null, null, "chat", null), null, Map.of(), "staging", null, TIME))
			.request());
		assertThat(session).contains("\"body\":{\"id\":\"s\",\"sessionId\":\"chat\",\"name\":\"tone\","
				+ "\"value\":\"friendly\",\"dataType\":\"CATEGORICAL\",\"environment\":\"staging\"}");
		String run = text(encode(new ScoreData("s", "default", "mean", ScoreType.NUMERIC, 3.0, null,
				new ScoreTarget(null, null, null, "run"), null, Map.of(), null, null, TIME))
			.request());
		assertThat(run).contains("{\"id\":\"s\",\"datasetRunId\":\"run\",\"name\":\"mean\",\"value\":3,");
	}

	@Test
	void aRequestHasAtMostAHundredScoresAndAMegabyte() {
		List<ScoreData> many = new ArrayList<>();
		for (int i = 0; i < 250; i++) {
			many.add(numeric("s" + i, i));
		}
		assertThat(this.requests.encode(many)).extracting(Payload::count).containsExactly(100, 100, 50);
		List<ScoreData> large = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			large.add(new ScoreData("s" + i, "default", "x", ScoreType.NUMERIC, 1.0, null, OBSERVATION,
					CapturedContent.text("c".repeat(400_000)), Map.of(), null, null, TIME));
		}
		assertThat(this.requests.encode(large)).extracting(Payload::count).containsExactly(2, 1);
	}

	@Test
	void itemsAreToldApartByTheIdOfTheEvent() {
		Payload payload = encode(numeric("ok", 1), numeric("bad", 1), numeric("later", 1), numeric("limited", 1));
		PayloadRequest request = payload.request();
		List<String> events = events(text(request));
		ItemOutcomes items = payload.items(request, answered("""
				{"successes":[{"id":"%s","status":201}],"errors":[
				{"id":"%s","status":400,"message":"Invalid request data","error":"value must be a number"},
				{"id":"%s","status":500,"message":"Internal"},{"id":"%s","status":429,"message":"Slow"}]}
				""", events.toArray()));
		assertThat(items).isNotNull();
		assertThat(text(items.delivered().request())).contains("\"ok\"").doesNotContain("\"bad\"", "\"later\"");
		assertThat(text(items.refused().request())).contains("\"bad\"").doesNotContain("\"ok\"", "\"later\"");
		assertThat(events(text(items.again().request()))).as("the same events")
			.containsExactly(events.get(2), events.get(3));
		assertThat(items.elsewhere()).isFalse();
		assertThat(items.reason()).contains("400", "value must be a number");
		assertThat(items.delivered().heldBytes() + items.refused().heldBytes() + items.again().heldBytes())
			.isEqualTo(payload.heldBytes());
	}

	@Test
	void allAreDeliveredIfNoneIsNamed() {
		Payload payload = encode(numeric("a", 1), numeric("b", 1));
		assertThat(payload.items(payload.request(), answered("{\"successes\":[],\"errors\":[]}"))).isNull();
		assertThat(payload.items(payload.request(), answered(""))).isNull();
		assertThat(payload.items(payload.request(), answered("<html>"))).isNull();
	}

	@Test
	void ofAnAnswerThatBreaksOffEverythingIsSentAgain() {
		Payload payload = encode(numeric("a", 1), numeric("b", 1));
		PayloadRequest request = payload.request();
		ItemOutcomes items = payload.items(request, answered("{\"successes\":[{\"id\":\"x\",\"stat"));
		assertThat(items.again().count()).isEqualTo(2);
		assertThat(items.refused()).isNull();
	}

	@ParameterizedTest
	@ValueSource(ints = { 404, 405, 410 })
	void withoutIngestionScoresGoOneByOneForAnHour(int status) {
		Payload payload = encode(numeric("a", 1), numeric("b", 1));
		ItemOutcomes items = payload.items(payload.request(),
				new Outcome(Outcome.Kind.MISCONFIGURED, status, "", null, 0, null));
		assertThat(items.again().count()).isEqualTo(2);
		assertThat(items.elsewhere()).isTrue();
		assertThat(items.again().maxItems()).isEqualTo(1);
		assertThat(items.again().split(1)).extracting((part) -> part.request().path())
			.containsOnly("/api/public/scores");
		this.clock.addAndGet(Duration.ofMinutes(59).toNanos());
		assertThat(payload.maxItems()).isEqualTo(1);
		this.clock.addAndGet(Duration.ofMinutes(1).toNanos());
		assertThat(payload.request().path()).isEqualTo("/api/public/ingestion");
	}

	@Test
	void aTypeThatIngestionDoesNotKnowIsNotARefusal() {
		Payload payload = encode(numeric("a", 1), numeric("b", 1));
		PayloadRequest request = payload.request();
		List<String> events = events(text(request));
		ItemOutcomes items = payload.items(request, answered("""
				{"successes":[{"id":"%s","status":201}],"errors":[{"id":"%s","status":400,
				"message":"Event type score-create is not supported"}]}
				""", events.toArray()));
		assertThat(items.delivered().count()).isEqualTo(1);
		assertThat(items.refused()).isNull();
		assertThat(items.again().request().path()).isEqualTo("/api/public/scores");
		assertThat(items.elsewhere()).isTrue();
	}

	@Test
	void anEndpointThatWasChosenIsKept() {
		ScoreRequests ingestion = new ScoreRequests(null, ScoreEndpointMode.INGESTION, this.failed::add,
				this.clock::get);
		Payload payload = ingestion.encode(List.of(numeric("a", 1))).get(0);
		assertThat(payload.items(payload.request(), new Outcome(Outcome.Kind.MISCONFIGURED, 404, "", null, 0, null)))
			.isNull();
		ScoreRequests scores = new ScoreRequests(null, ScoreEndpointMode.SCORES, this.failed::add, this.clock::get);
		assertThat(scores.encode(List.of(numeric("a", 1))).get(0).request().path()).isEqualTo("/api/public/scores");
	}

	@Test
	void whatWasOnDiskKeepsItsEvents() {
		Payload payload = encode(numeric("a", 1), numeric("b", 2));
		Payload stored = this.requests.stored(2, BodyFormat.JSON, payload.body());
		assertThat(text(stored.request())).isEqualTo(text(payload.request()));
		assertThat(stored.heldBytes()).isZero();
		this.requests.endpoint().refused("as told");
		assertThat(text(stored.split(1).get(1).request())).contains("\"id\":\"b\"");
	}

	@Test
	void aScoreThatIsTooLargeLosesItsRemarks() {
		Payload payload = encode(new ScoreData("s", "default", "x", ScoreType.NUMERIC, 1.0, null, OBSERVATION,
				CapturedContent.text("c".repeat(5_000)), Map.of("k", CapturedContent.text("v")), null, null, TIME));
		Payload smaller = payload.smaller();
		assertThat(text(smaller.request())).doesNotContain("comment", "cccccccccc", "\"k\"").contains("\"value\":1");
		assertThat(smaller.heldBytes()).isEqualTo(payload.heldBytes());
		assertThat(smaller.smaller()).isNull();
	}

	private Payload encode(ScoreData... scores) {
		return this.requests.encode(List.of(scores)).get(0);
	}

	private static ScoreData numeric(String id, double value) {
		return new ScoreData(id, "default", "relevance", ScoreType.NUMERIC, value, null, OBSERVATION, null, Map.of(),
				null, null, TIME);
	}

	private static Outcome answered(String body, Object... values) {
		return new Outcome(Outcome.Kind.DELIVERED, 207, "", null, 0, null)
			.withBody(String.format(body, values).getBytes(StandardCharsets.UTF_8));
	}

	private static List<String> events(String batch) {
		List<String> ids = new ArrayList<>();
		JsonMapper.shared().readTree(batch).path("batch").forEach((event) -> ids.add(event.path("id").asString()));
		return ids;
	}

	private static String text(PayloadRequest request) {
		return new String(request.body(), StandardCharsets.UTF_8);
	}

}
