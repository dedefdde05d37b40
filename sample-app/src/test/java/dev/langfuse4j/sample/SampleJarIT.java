/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.sample;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The jar as users run it: as a job, as an experiment, and processed ahead of time.
 */
@Execution(ExecutionMode.CONCURRENT)
class SampleJarIT {

	private static final String ROLES = "roles.jsonl";

	private static final Pattern URL = Pattern.compile("http://localhost:\\d+/match");

	private StubLangfuse langfuse;

	@TempDir
	private Path directory;

	@BeforeEach
	void startServer() throws IOException {
		this.langfuse = new StubLangfuse();
	}

	@AfterEach
	void stopServer() {
		this.langfuse.close();
	}

	@Test
	void jobMatchesEachRoleInATraceOfItsOwnAndDeliversAll() throws Exception {
		Run run = run(this.langfuse.url(), List.of(), "--job=" + ROLES);
		assertThat(run.exitCode()).as(run.output()).isZero();
		assertThat(run.lastLine()).isEqualTo("All 78 observations were delivered");
		assertThat(run.output()).contains("4 roles matched, 0 not, in ")
			.contains(" with 1312 input and 336 output tokens")
			.contains("Roles 100%")
			.doesNotContain("\u001b");
		assertThat(this.langfuse.spans()).hasSize(78);
		assertThat(this.langfuse.spans().stream().map((span) -> span.path("traceId").asString()).distinct()).hasSize(4);
	}

	@Test
	void jobThatCannotDeliverSaysHowMany() throws Exception {
		Run run = run("http://localhost:1", List.of(), "--job=" + ROLES, "--langfuse.export.shutdown-timeout=1s");
		assertThat(run.exitCode()).as(run.output()).isEqualTo(MatchJob.NOT_DELIVERED);
		assertThat(run.lastLine()).isEqualTo("78 of 78 observations were NOT delivered");
	}

	@Test
	void jobGoesOnAfterALineThatCannotBeMatched() throws Exception {
		Path roles = this.directory.resolve("roles.jsonl");
		Files.writeString(roles, """
				no json

				{"role": "Nobody", "skills": []}
				{"role": "Backend engineer", "skills": ["java"]}
				""");
		Run run = run(this.langfuse.url(), List.of(), "--job=" + roles);
		assertThat(run.exitCode()).as(run.output()).isEqualTo(MatchJob.FAILED);
		assertThat(run.output()).contains("Not matched, line 1: not the JSON of a role")
			.contains("Not matched, line 3: A role and at least one skill are needed")
			.contains("1 roles matched, 2 not");
		assertThat(run(this.langfuse.url(), List.of(), "--job=no-such-file").exitCode()).isEqualTo(MatchJob.NO_FILE);
	}

	@Test
	void jobClaimsNoDeliveryThatWasNone() throws Exception {
		Path roles = this.directory.resolve("roles.jsonl");
		Files.writeString(roles, "{\"role\": \"Backend engineer\", \"skills\": [\"java\"]}");
		assertThat(run(this.langfuse.url(), List.of("-Dlangfuse.enabled=false"), "--job=" + roles).lastLine())
			.isEqualTo("Langfuse is disabled: nothing was observed");
		assertThat(
				run(this.langfuse.url(), List.of("-Dlangfuse.public-key=", "-Dlangfuse.secret-key="), "--job=" + roles)
					.lastLine())
			.isEqualTo("21 observations stayed here: without keys nothing is sent to Langfuse");
		assertThat(this.langfuse.spans()).isEmpty();
	}

	@Test
	void experimentPassesWithoutKeys() throws Exception {
		Run run = run(this.langfuse.url(), List.of("-Dlangfuse.public-key=", "-Dlangfuse.secret-key="), "--experiment");
		assertThat(run.exitCode()).as(run.output()).isZero();
		assertThat(run.output()).contains("Roles 100%")
			.contains("6/6")
			.contains("best: 1 on average")
			.contains("tokens 2196")
			.doesNotContain("\u001b");
		assertThat(run.output()).containsPattern("mainframe +completed +true ");
		assertThat(this.langfuse.spans()).isEmpty();
	}

	@Test
	void experimentFailsIfTooFewMatchesAreRight() throws Exception {
		Path roles = this.directory.resolve("roles.jsonl");
		Files.writeString(roles, """
				{"id": "right", "input": {"role": "Backend engineer", "skills": ["java"]}, "expected": "Ada"}
				{"id": "wrong", "input": {"role": "Kernel developer", "skills": ["linux"]}, "expected": "Grace"}
				""");
		Run run = run(this.langfuse.url(), List.of(), "--experiment=file:" + roles);
		assertThat(run.exitCode()).as(run.output()).isEqualTo(MatchExperiment.FAILED);
		assertThat(run.output()).contains("2/2").contains("wrong: completed, best false");
		assertThat(run(this.langfuse.url(), List.of(), "--experiment=file:no-such-file.jsonl").exitCode())
			.isEqualTo(MatchExperiment.NO_DATASET);
	}

	@Test
	void aheadOfTimeTheSameIsSent() throws Exception {
		List<JsonNode> plain = serve(Map.of(), List.of());
		assertThat(plain).hasSize(21);
		List<JsonNode> ahead = serve(Map.of(), List.of("-Dspring.aot.enabled=true"));
		assertThat(ahead).isEqualTo(plain);
	}

	@Test
	void aheadOfTimeItIsDisabledByTheEnvironment() throws Exception {
		assertThat(serve(Map.of("LANGFUSE_ENABLED", "false"), List.of("-Dspring.aot.enabled=true"))).isEmpty();
	}

	/**
	 * Starts the service, sends it a role, ends it.
	 * @return the spans that were sent, without ids and times
	 */
	private List<JsonNode> serve(Map<String, String> environment, List<String> options) throws Exception {
		this.langfuse.forget();
		try (ServiceProcess process = ServiceProcess.start(this.directory, this.langfuse.url(), environment,
				ServiceProcess.sample(options, "--server.port=0"))) {
			String url = process.awaitLine(URL).group();
			if (!options.isEmpty()) {
				assertThat(process.output()).contains("Starting AOT-processed SkillMatchApplication");
			}
			HttpRequest request = HttpRequest.newBuilder(URI.create(url))
				.header("Content-Type", "application/json")
				.POST(BodyPublishers.ofString("{\"role\":\"Backend engineer\",\"skills\":[\"java\"]}"))
				.build();
			assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body()).contains("Ada");
		}
		return this.langfuse.spans()
			.stream()
			.sorted(Comparator.comparing((span) -> span.path("startTimeUnixNano").asString()))
			.map(SampleJarIT::withoutIdsAndTimes)
			.toList();
	}

	private static JsonNode withoutIdsAndTimes(JsonNode span) {
		ObjectNode copy = ((ObjectNode) span).deepCopy();
		for (String name : List.of("traceId", "spanId", "parentSpanId", "startTimeUnixNano", "endTimeUnixNano")) {
			if (copy.has(name)) {
				copy.put(name, "*");
			}
		}
		copy.path("attributes").forEach((attribute) -> {
			if (attribute.path("key").asString().equals("langfuse.observation.metadata.duplicate_of")) {
				((ObjectNode) attribute).put("value", "*");
			}
		});
		return copy;
	}

	private Run run(String url, List<String> options, String... arguments) throws Exception {
		try (ServiceProcess process = ServiceProcess.start(this.directory, url, Map.of(),
				ServiceProcess.sample(options, arguments))) {
			return new Run(process.result(), process.output());
		}
	}

	private record Run(int exitCode, String output) {

		String lastLine() {
			return this.output.lines().reduce((first, second) -> second).orElse("");
		}

	}

}
