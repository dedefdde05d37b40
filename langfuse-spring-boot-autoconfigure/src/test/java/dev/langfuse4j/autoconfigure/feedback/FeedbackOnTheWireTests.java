/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.feedback;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.feedback.LangfuseFeedback;
import dev.langfuse4j.testing.LangfuseServer;
import dev.langfuse4j.testing.Span;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The endpoint for feedback in servers of both kinds.
 */
@ExtendWith(OutputCaptureExtension.class)
class FeedbackOnTheWireTests {

	private static final Duration LONG = Duration.ofSeconds(10);

	private static final String EXCLUDED = String.join(",",
			"org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
			"org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration");

	private static final String[] ENABLED = { "langfuse.feedback.enabled=true",
			"langfuse.feedback.secret=0123456789abcdef0123456789abcdef", "langfuse.feedback.names.thumbs=boolean",
			"langfuse.feedback.names.reason=category:wrong,slow" };

	private final LangfuseServer server = new LangfuseServer();

	private final HttpClient client = HttpClient.newHttpClient();

	@AfterEach
	void close() {
		this.server.close();
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void voteBecomesAScoreOfTheTraceAndNoTrace(WebApplicationType type, CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext context = start(type, "langfuse.observe.include=http.server.requests",
				"server.servlet.context-path=/app", "spring.webflux.base-path=/app",
				"logging.level.dev.langfuse4j=trace")) {
			List<String> tokens = new ArrayList<>();
			Langfuse langfuse = context.getBean(Langfuse.class);
			langfuse.with((trace) -> trace.environment("staging"))
				.run(() -> langfuse.observation("answer").observe(() -> {
					tokens.add(context.getBean(LangfuseFeedback.class).token());
					tokens.add(context.getBean(LangfuseFeedback.class).observationToken());
				}));
			// Other requests are traces
			assertThat(post(context, "/app/other", "{}").statusCode()).isEqualTo(404);
			HttpResponse<String> first = post(context, "/app/langfuse/feedback",
					body(tokens.get(0), "thumbs", "true", "very private"));
			assertThat(first.statusCode()).isEqualTo(202);
			assertThat(first.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
			assertThat(first.headers().firstValue("Langfuse-Trace-Id")).isEmpty();
			HttpResponse<String> second = post(context, "/app/langfuse/feed%62ack;a=b",
					body(tokens.get(1), "reason", "\"slow\"", "very private"));
			assertThat(second.statusCode()).isEqualTo(202);
			assertThat(post(context, "/langfuse/feedback", body(tokens.get(0), "thumbs", "true", "")).statusCode())
				.isEqualTo(404);
			await().atMost(Duration.ofSeconds(10)).until(() -> langfuse.flush(LONG) && this.server.spans().size() >= 2);
			Span answer = this.server.span("answer");
			List<JsonNode> scores = scores();
			assertThat(scores).hasSize(2);
			assertThat(scores.get(0).path("id").asString()).isEqualTo(json(first).path("id").asString());
			assertThat(scores).allSatisfy((score) -> {
				assertThat(score.path("traceId").asString()).isEqualTo(answer.traceId());
				assertThat(score.path("environment").asString()).isEqualTo("staging");
				assertThat(score.path("comment").asString()).isEqualTo("very private");
			});
			assertThat(scores.get(0).path("name").asString()).isEqualTo("thumbs");
			assertThat(scores.get(0).path("dataType").asString()).isEqualTo("BOOLEAN");
			assertThat(scores.get(0).path("value").asInt()).isEqualTo(1);
			assertThat(scores.get(0).has("observationId")).isFalse();
			assertThat(scores.get(1).path("observationId").asString()).isEqualTo(answer.id());
			assertThat(scores.get(1).path("value").asString()).isEqualTo("slow");
			assertThat(this.server.spans()).hasSize(2);
			assertThat(output).doesNotContain("very private").doesNotContain(tokens.get(0));
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void whatIsNoVoteIsRefused(WebApplicationType type) throws Exception {
		try (ConfigurableApplicationContext context = start(type, "langfuse.feedback.client-requests-per-minute=8")) {
			HttpResponse<String> unknown = post(context, "/langfuse/feedback", "{\"token\":\"forged.token\"}");
			assertThat(unknown.statusCode()).isEqualTo(400);
			assertThat(unknown.headers().firstValue("Content-Type")).contains("application/problem+json");
			assertThat(unknown.headers().firstValue("Cache-Control")).contains("no-store");
			assertThat(json(unknown).path("field").asString()).isEqualTo("token");
			assertThat(json(unknown).path("detail").asString()).isEqualTo("'token' is not valid");
			assertThat(post(context, "/langfuse/feedback", "").statusCode()).isEqualTo(400);
			assertThat(post(context, "/langfuse/feedback", "x".repeat(8_193)).statusCode()).isEqualTo(413);
			assertThat(post(context, "/langfuse/feedback", "x".repeat(8_192)).statusCode()).isEqualTo(400);
			BodyPublisher endless = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[100_000]));
			assertThat(send(request(context, "/langfuse/feedback", endless)).statusCode()).isEqualTo(413);
			HttpRequest form = request(context, "/langfuse/feedback", BodyPublishers.ofString("{}"))
				.setHeader("Content-Type", "text/plain")
				.build();
			assertThat(this.client.send(form, BodyHandlers.ofString()).statusCode()).isEqualTo(415);
			HttpRequest get = request(context, "/langfuse/feedback", BodyPublishers.noBody()).GET().build();
			assertThat(this.client.send(get, BodyHandlers.ofString()).statusCode()).isIn(404, 405);
			HttpRequest preflight = request(context, "/langfuse/feedback", BodyPublishers.noBody())
				.method("OPTIONS", BodyPublishers.noBody())
				.build();
			assertThat(this.client.send(preflight, BodyHandlers.ofString()).headers().map())
				.noneSatisfy((name, values) -> assertThat(name).startsWithIgnoringCase("Access-Control"));
			post(context, "/langfuse/feedback", "{}");
			post(context, "/langfuse/feedback", "{}");
			HttpResponse<String> refusal = post(context, "/langfuse/feedback", "{}");
			assertThat(refusal.statusCode()).isEqualTo(429);
			assertThat(refusal.headers().firstValue("Retry-After"))
				.hasValueSatisfying((seconds) -> assertThat(Integer.parseInt(seconds)).isBetween(1, 8));
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void bytesOfAnyKindAreNoFailure(WebApplicationType type) throws Exception {
		Random random = new Random(1);
		try (ConfigurableApplicationContext context = start(type,
				"langfuse.feedback.client-requests-per-minute=1000000",
				"langfuse.feedback.requests-per-minute=1000000")) {
			for (int i = 0; i < 250; i++) {
				byte[] bytes = new byte[random.nextInt(9_000)];
				random.nextBytes(bytes);
				BodyPublisher body = (i % 2 == 0) ? BodyPublishers.ofByteArray(bytes)
						: BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
				assertThat(send(request(context, "/langfuse/feedback", body)).statusCode()).isBetween(400, 499);
			}
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void thereIsNoPathByDefault(WebApplicationType type) throws Exception {
		try (ConfigurableApplicationContext context = start(type, "langfuse.feedback.enabled=false",
				"langfuse.feedback.secret=")) {
			assertThat(post(context, "/langfuse/feedback", "{}").statusCode()).isEqualTo(404);
			context.getBean(Langfuse.class)
				.observation("answer")
				.observe(() -> assertThat(context.getBean(LangfuseFeedback.class).token()).isNull());
		}
	}

	private List<JsonNode> scores() {
		return this.server.requests()
			.stream()
			.filter((request) -> request.path().equals("/api/public/ingestion"))
			.flatMap((request) -> JsonMapper.shared()
				.readTree(new String(request.bytes(), StandardCharsets.UTF_8))
				.path("batch")
				.valueStream())
			.map((event) -> event.path("body"))
			.toList();
	}

	private ConfigurableApplicationContext start(WebApplicationType type, String... properties) {
		List<String> all = new ArrayList<>(List.of(ENABLED));
		all.addAll(List.of("server.port=0", "spring.main.banner-mode=off", "langfuse.public-key=pk-lf-1",
				"langfuse.secret-key=sk-lf-1", "langfuse.base-url=" + this.server.url(),
				"spring.autoconfigure.exclude=" + EXCLUDED));
		all.addAll(List.of(properties));
		return new SpringApplicationBuilder(Application.class).web(type).properties(all.toArray(String[]::new)).run();
	}

	private HttpResponse<String> post(ConfigurableApplicationContext context, String path, String body)
			throws IOException, InterruptedException {
		return send(request(context, path, BodyPublishers.ofString(body)));
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return this.client.send(request.build(), BodyHandlers.ofString());
	}

	private static HttpRequest.Builder request(ConfigurableApplicationContext context, String path,
			BodyPublisher body) {
		return HttpRequest
			.newBuilder(
					URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + path))
			.header("Content-Type", "application/json")
			.POST(body);
	}

	private static String body(String token, String name, String value, String comment) {
		return "{\"token\":\"" + token + "\",\"name\":\"" + name + "\",\"value\":" + value + ",\"comment\":\"" + comment
				+ "\"}";
	}

	private static JsonNode json(HttpResponse<String> response) {
		return JsonMapper.shared().readTree(response.body());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
