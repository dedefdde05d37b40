/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.http.Connection;
import dev.langfuse4j.http.Credentials;
import dev.langfuse4j.http.LangfuseApiClients;
import dev.langfuse4j.http.LangfuseApiException;
import dev.langfuse4j.http.LangfuseClients;
import dev.langfuse4j.test.experiment.FormerRuns.FormerRun;
import dev.langfuse4j.testing.LangfuseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link FormerRuns}, as requests and answers are on the wire.
 */
class FormerRunsTests {

	private static final String RUN = "{\"id\":\"%s\",\"name\":\"%s\",\"startTime\":\"%s\",\"itemCount\":2,"
			+ "\"datasetId\":\"ds-1\",\"description\":null}";

	private final LangfuseServer server = new LangfuseServer();

	private final LangfuseClients clients = new LangfuseClients(
			Map.of("default", new Connection(URI.create(this.server.url()), () -> new Credentials("pk-lf-1", "sk-lf-1"),
					Duration.ofSeconds(20))),
			List::of);

	private final FormerRuns runs = new FormerRuns(new LangfuseApiClients(this.clients, "").find("default"));

	@AfterEach
	void close() {
		this.clients.release();
		this.server.close();
	}

	private static String run(String id, String name, String time) {
		return RUN.formatted(id, name, time);
	}

	@Test
	void findsTheLatestRunOnAllPages() {
		this.server
			.answer(200,
					"{\"data\":[" + run("r1", "rag - 2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000Z") + ","
							+ run("r2", "other", "2026-09-01T00:00:00.000Z") + "],\"meta\":{\"cursor\":\"next=1\"}}")
			.answer(200, "{\"data\":[" + run("r3", "rag - 2026-03-01T00:00:00Z", "2026-03-01T00:00:00.000Z") + ","
					+ run("r4", "rag - v2 - 2026-04-01T00:00:00Z", "2026-04-01T00:00:00.000Z") + "],\"meta\":{}}");
		FormerRun found = this.runs.find("ds-1", Baselines.isRunOf("rag"));
		assertThat(found).isNotNull();
		assertThat(found.id()).isEqualTo("r3");
		assertThat(this.server.requests()).extracting(LangfuseServer.Received::path)
			.containsExactly("/api/public/experiments?fromStartTime=2020-01-01T00%3A00%3A00Z&limit=100&datasetId=ds-1",
					"/api/public/experiments?fromStartTime=2020-01-01T00%3A00%3A00Z&limit=100&datasetId=ds-1"
							+ "&cursor=next%3D1");
	}

	@Test
	void findsNothingWhereThereIsNothing() {
		this.server.answer(200, "{\"data\":[],\"meta\":{}}");
		assertThat(this.runs.find(null, "a, b"::equals)).isNull();
		assertThat(this.server.requests().get(0).path())
			.isEqualTo("/api/public/experiments?fromStartTime=2020-01-01T00%3A00%3A00Z&limit=100");
	}

	@Test
	void readsTheScoresOfItems() {
		this.server.answer(200, """
				{"data":[
				{"id":"o1","traceId":"t1","experimentItemId":"large","scores":[
				 {"name":"exact","value":true,"dataType":"BOOLEAN"},{"name":"length","value":7,"dataType":"NUMERIC"},
				 {"name":"tone","value":"kind","dataType":"CATEGORICAL"}]},
				{"id":"o2","traceId":"t2","experimentItemId":"large","scores":[
				 {"name":"exact","value":0,"dataType":"BOOLEAN"},{"name":"length","value":8,"dataType":"NUMERIC"}]}
				],"meta":{"cursor":"c"}}""")
			.answer(200, "{\"data\":[{\"experimentItemId\":\"small\",\"scores\":[]}],\"meta\":{}}");
		Baseline baseline = this.runs.read(new FormerRun("r1", "rag", Instant.EPOCH), Aggregation.MEAN);
		assertThat(baseline.items()).containsOnlyKeys("large", "small");
		assertThat(baseline.items().get("large")).isEqualTo(Map.of("exact", 0.5, "length", 7.5));
		assertThat(this.server.requests().get(1).path())
			.isEqualTo("/api/public/experiment-items?fromStartTime=2020-01-01T00%3A00%3A00Z&limit=100"
					+ "&fields=core,scores&experimentId=r1&cursor=c");
	}

	@Test
	void triesAgainWhileTheServerIsBusy() {
		this.server.answer(503, "").answer(429, "").answer(200, "{\"data\":[],\"meta\":{}}");
		assertThat(this.runs.find("ds-1", "a"::equals)).isNull();
		assertThat(this.server.requests()).hasSize(3);
	}

	@Test
	void aServerWithoutRunsSaysWhatToDo() {
		this.server.answer(404, "<html>no such page</html>");
		assertThatExceptionOfType(LangfuseApiException.class).isThrownBy(() -> this.runs.find("ds-1", "a"::equals))
			.withMessageContaining("answered 404")
			.withMessageContaining("shows no runs of experiments, which needs Langfuse 4")
			.withMessageContaining("noRegressionAgainst = \"file:");
	}

	@Test
	void keysThatAreRefusedAreNoMatterOfTheVersion() {
		this.server.answer(401, "{\"message\":\"Invalid credentials\"}");
		assertThatExceptionOfType(LangfuseApiException.class).isThrownBy(() -> this.runs.find("ds-1", "a"::equals))
			.withMessageContaining("answered 401")
			.withMessageNotContaining("needs Langfuse 4");
	}

}
