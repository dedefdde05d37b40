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
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.observation.PromptReference;
import dev.langfuse4j.observation.UsageDetails;
import dev.langfuse4j.test.AutoConfigureLangfuse;
import dev.langfuse4j.test.LangfuseRecorder;
import dev.langfuse4j.test.ObservationAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static dev.langfuse4j.test.LangfuseAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample from the outside: what it answers, and what its trace shows, in the log and
 * at a server.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(LangfuseRecorder.class)
@AutoConfigureLangfuse
@ActiveProfiles("tenants")
@ExtendWith(OutputCaptureExtension.class)
class SkillMatchApplicationTests {

	private static final String BODY = "{\"role\":\"Backend engineer\",\"skills\":[\"Java\",\"spring\",\"kafka\"]}";

	private static StubLangfuse langfuseServer;

	@Autowired
	private Environment environment;

	@Autowired
	private Langfuse langfuse;

	@Autowired
	private LangfuseRecorder recorder;

	@AfterAll
	static void stopServer() {
		langfuseServer.close();
	}

	@DynamicPropertySource
	static void langfuse(DynamicPropertyRegistry registry) throws IOException {
		langfuseServer = new StubLangfuse();
		registry.add("langfuse.base-url", langfuseServer::url);
		registry.add("langfuse.prompt.timeout", () -> "20s");
		registry.add("langfuse.public-key", () -> "pk-lf-sample");
		registry.add("langfuse.secret-key", () -> "sk-lf-sample");
		registry.add("ACME_PUBLIC_KEY", () -> "pk-lf-acme");
		registry.add("ACME_SECRET_KEY", () -> "sk-lf-acme");
		registry.add("langfuse.projects.umbrella.enabled", () -> false);
	}

	@BeforeEach
	void forget() {
		langfuseServer.forget();
	}

	@Test
	void answersWithCandidatesBestFirst() throws Exception {
		HttpResponse<String> response = post(BODY);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body())
			.startsWith("{\"role\":\"Backend engineer\",\"matches\":[{\"name\":\"Ada\",\"score\":100},"
					+ "{\"name\":\"Grace\",\"score\":66}],\"explanation\":\"Ada knows 3 of 3 skills: java, spring, kafka.\",\"feedbackToken\":\"");
	}

	@Test
	void refusesARequestWithoutARole() throws Exception {
		assertThat(post("{\"skills\":[\"java\"]}").statusCode()).isEqualTo(400);
		assertThat(post("{\"role\":\"x\",\"skills\":[]}").statusCode()).isEqualTo(400);
	}

	@Test
	void traceShowsThatEachCandidateIsRankedThreeTimes() throws Exception {
		post(BODY);
		assertThat(this.recorder).hasSingleTrace()
			.withRoot("match")
			.isChain()
			.hasChild("retrieve", ObservationAssert::isRetriever)
			.hasChild("rank",
					(rank) -> rank.isSpan()
						.hasInputContaining("Ada")
						.hasChild("chat gpt-4o-mini",
								(chat) -> chat.isGeneration()
									.hasModel("gpt-4o-mini")
									.hasUsage(UsageDetails.of(67, 17).with("total", 84))
									.hasInputContaining("How well does Ada fit")))
			.hasChildren(6, "rank")
			.hasChildren(6, "parse");
		List<String> prompts = this.recorder.observations()
			.stream()
			.filter((observation) -> observation.name().equals("chat gpt-4o-mini"))
			.map((ranking) -> ranking.input().asText())
			.toList();
		assertThat(prompts.stream().filter((prompt) -> prompt.contains("Ada"))).hasSize(3)
			.as("the same prompt again")
			.containsOnly(prompts.get(0));
	}

	@Test
	void userSaysWhatAMatchIsWorth() throws Exception {
		String token = JsonMapper.shared().readTree(post(BODY).body()).path("feedbackToken").asString();
		String vote = "{\"token\":\"" + token + "\",\"name\":\"thumbs\",\"value\":true,\"comment\":\"just right\"}";
		HttpResponse<String> answer = send("/langfuse/feedback", vote);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
		assertThat(this.langfuse.flush(Duration.ofSeconds(10))).isTrue();
		JsonNode score = langfuseServer.scores()
			.stream()
			.filter((one) -> one.path("name").asString().equals("thumbs"))
			.findFirst()
			.orElseThrow();
		assertThat(score.path("traceId").asString()).isEqualTo(this.recorder.observations().get(0).trace().traceId());
		assertThat(score.path("comment").asString()).isEqualTo("just right");
		assertThat(String.join("", langfuseServer.bodies())).doesNotContain(token);
	}

	@Test
	void rankingThatRanBeforeIsReported(CapturedOutput output) throws Exception {
		post(BODY);
		assertThat(this.langfuse.flush(Duration.ofSeconds(10))).isTrue();
		assertThat(output).contains("tokens {input=67, output=17, total=84}, ×3, 2 of them wasted, 168 tokens");
		assertThat(this.recorder.observations())
			.filteredOn((observation) -> observation.metadata().containsKey("duplicate_of"))
			.hasSize(4);
	}

	@Test
	void evaluationIsAScoreInTheTrace(CapturedOutput output) throws Exception {
		post(BODY);
		assertThat(this.langfuse.flush(Duration.ofSeconds(10))).isTrue();
		assertThat(this.recorder).hasScore("coverage", 1.0);
		String trace = output.toString().substring(output.toString().lastIndexOf("match [chain]"));
		assertThat(trace.lines().limit(8)).contains("│  score  coverage = 1");
		assertThat(langfuseServer.scores()).anySatisfy((score) -> {
			assertThat(score.path("name").asString()).isEqualTo("coverage");
			assertThat(score.path("value").asDouble()).isEqualTo(1.0);
		});
	}

	@Test
	void generationsAreLinkedToThePromptThatTheyWereMadeWith() throws Exception {
		post(BODY);
		assertThat(this.recorder.observations())
			.filteredOn((observation) -> observation.name().equals("chat gpt-4o-mini"))
			.isNotEmpty()
			.allSatisfy((generation) -> assertThat(generation.modelCall().prompt())
				.isEqualTo(new PromptReference("skillmatch/ranking", 3)));
	}

	@Test
	void traceIsPrintedAndSent(CapturedOutput output) throws Exception {
		post(BODY);
		assertThat(this.langfuse.flush(Duration.ofSeconds(10))).isTrue();
		assertThat(output).contains("match [chain]").contains("├─ retrieve [retriever]").contains("└─ parse [span]");
		assertThat(String.join("\n", langfuseServer.bodies()))
			.contains("{\"key\":\"service.name\",\"value\":{\"stringValue\":\"skillmatch\"}}")
			.contains("\"name\":\"match\"");
	}

	@Test
	void traceOfATenantGoesToItsProjectAndNoOther(CapturedOutput output) throws Exception {
		post(BODY, "X-Tenant", "acme");
		assertThat(this.langfuse.flush(Duration.ofSeconds(10))).isTrue();
		String keys = "Basic " + HttpHeaders.encodeBasicAuth("pk-lf-acme", "sk-lf-acme", null);
		assertThat(langfuseServer.requests()).isNotEmpty()
			.allSatisfy((request) -> assertThat(request.authorization()).isEqualTo(keys));
		assertThat(output).contains("observations, project acme");
		langfuseServer.forget();
		assertThat(post(BODY, "X-Tenant", "umbrella").statusCode()).isEqualTo(200);
		assertThat(this.langfuse.flush(Duration.ofSeconds(10))).as("lost").isFalse();
		assertThat(langfuseServer.requests()).isEmpty();
		assertThat(output).contains("counted as unknown-project: project 'umbrella' is disabled");
	}

	private HttpResponse<String> post(String body, String... headers) throws Exception {
		return send("/match", body, headers);
	}

	private HttpResponse<String> send(String path, String body, String... headers) throws Exception {
		URI uri = URI.create("http://localhost:" + this.environment.getProperty("local.server.port") + path);
		HttpRequest.Builder request = HttpRequest.newBuilder(uri)
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(body));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
	}

}
