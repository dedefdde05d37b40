/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.console;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.score.LangfuseScores;
import dev.langfuse4j.testing.RawHttp;
import dev.langfuse4j.testing.RawHttp.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The console in servers of both kinds, below the paths that an application may have.
 */
class ConsoleOnTheWireTests {

	private static final String TOKEN = "token-of-this-test";

	private static final Map<WebApplicationType, ConfigurableApplicationContext> STARTED = new EnumMap<>(
			WebApplicationType.class);

	@AfterAll
	static void close() {
		STARTED.values().forEach(ConfigurableApplicationContext::close);
		STARTED.clear();
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void addressOfTheLogLeadsToThePage(WebApplicationType type) throws IOException {
		int port = port(type);
		Answer first = RawHttp.get(port, base(type) + "?token=" + TOKEN);
		assertThat(first.status()).isEqualTo(303);
		assertThat(first.headers()).containsEntry("location", "langfuse/?token=" + TOKEN);
		Answer second = RawHttp.get(port, base(type) + "/?token=" + TOKEN);
		assertThat(second.headers()).containsEntry("location", "./");
		String cookie = second.headers().get("set-cookie");
		assertThat(cookie).isEqualTo("langfuse-console-" + port + "=" + TOKEN + "; HttpOnly; SameSite=Strict");
		Answer page = RawHttp.get(port, base(type) + "/", "Cookie: " + cookie.substring(0, cookie.indexOf(';')));
		assertThat(page.status()).isEqualTo(200);
		assertThat(page.headers()).containsEntry("content-type", "text/html;charset=UTF-8")
			.containsEntry("cache-control", "no-cache")
			.containsEntry("x-frame-options", "DENY");
		assertThat(page.body()).startsWith("<!");
		Answer again = get(type, "/", "If-None-Match: " + page.headers().get("etag"));
		assertThat(again.status()).isEqualTo(304);
		assertThat(again.body()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void tracesAreShownAMomentAfterTheyHappen(WebApplicationType type) throws Exception {
		Langfuse langfuse = start(type).getBean(Langfuse.class);
		TraceAttributes attributes = TraceAttributes.builder().sessionId("مجلس/1").userId("mira").tags("a").build();
		langfuse.with(attributes)
			.run(() -> langfuse.observation("greeting")
				.input("hi")
				.observe(() -> langfuse.current().output("hello é")));
		langfuse.flush(Duration.ofSeconds(20));
		JsonNode trace = json(type, "/api/traces?filter=name:greeting").path("traces").path(0);
		assertThat(trace.path("user").asString()).isEqualTo("mira");
		assertThat(trace.path("preview").asString()).isEqualTo("hi");
		String id = trace.path("id").asString();
		JsonNode unscored = json(type, "/api/traces?filter=name:greeting");
		start(type).getBean(LangfuseScores.class).score("helpful", true).comment("nice").onTrace(id);
		langfuse.flush(Duration.ofSeconds(20));
		JsonNode scored = json(type, "/api/traces?since=" + unscored.path("revision").asString());
		assertThat(scored.at("/traces/0/scores/0/name").asString()).isEqualTo("helpful");
		assertThat(scored.at("/traces/0/scores/0/value").asBoolean()).isTrue();
		assertThat(scored.at("/traces/0/scores/0/comment").asString()).isEqualTo("nice");
		JsonNode whole = json(type, "/api/traces/" + id);
		assertThat(whole.at("/observations/0/output").asString()).isEqualTo("hello é");
		JsonNode session = json(type, "/api/session?id=" + URLEncoder.encode("مجلس/1", StandardCharsets.UTF_8));
		assertThat(session.at("/turns/0/output").asString()).isEqualTo("hello é");
		assertThat(json(type, "/api/sessions").at("/sessions/0/id").asString()).isEqualTo("مجلس/1");
		assertThat(get(type, "/api/traces/" + id + ".md").headers()).containsEntry("content-type",
				"text/markdown;charset=UTF-8");
		Answer download = get(type, "/api/traces/" + id + "/otlp");
		assertThat(download.headers().get("content-disposition")).startsWith("attachment; filename=\"trace-");
		JsonNode span = json(type, "/api/traces/" + id + "/wire/" + whole.at("/observations/0/id").asString());
		assertThat(JsonMapper.shared().readTree(download.body()).at("/resourceSpans/0/scopeSpans/0/spans/0"))
			.isEqualTo(span);
		JsonNode state = json(type, "/api/state");
		assertThat(state.at("/export/status").asString()).isEqualTo("off");
		assertThat(state.at("/export/reason").asString()).contains("langfuse.public-key");
		assertThat(json(type, "/api/models").path("models")).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(names = { "SERVLET", "REACTIVE" })
	void refusalsAreTold(WebApplicationType type) throws IOException {
		int port = port(type);
		assertThat(RawHttp.get(port, base(type) + "/api/traces").status()).isEqualTo(401);
		Answer evil = get(type, "/api/traces", "Host: evil.example");
		assertThat(evil.status()).isEqualTo(403);
		assertThat(evil.headers()).containsEntry("content-type", "application/json");
		assertThat(evil.body()).contains("langfuse.console.allowed-hosts");
		Answer forwarded = get(type, "/", "X-Forwarded-For: 127.0.0.1, 203.0.113.7");
		assertThat(forwarded.status()).isEqualTo(403);
		assertThat(forwarded.headers()).containsEntry("content-type", "text/plain;charset=UTF-8");
		assertThat(forwarded.body()).contains("langfuse.console.allow-remote=true");
		assertThat(
				RawHttp.send("POST", InetAddress.getLoopbackAddress(), port, base(type) + "/api/traces?token=" + TOKEN)
					.status())
			.isEqualTo(405);
		assertThat(get(type, "/api/traces/0af7651916cd43dd8448eb211c80319c").status()).isEqualTo(404);
		assertThat(get(type, "/files.txt").status()).isEqualTo(404);
		InetAddress other = RawHttp.otherAddress();
		assumeThat(other).isNotNull();
		Answer remote = RawHttp.get(other, port, base(type) + "/api/traces?token=" + TOKEN);
		assertThat(remote.status()).isEqualTo(403);
		assertThat(remote.body()).contains("langfuse.console.allow-remote=true");
	}

	private static Answer get(WebApplicationType type, String path, String... headers) throws IOException {
		List<String> all = new ArrayList<>(List.of(headers));
		all.add("Authorization: Bearer " + TOKEN);
		return RawHttp.get(port(type), base(type) + path, all.toArray(String[]::new));
	}

	private static JsonNode json(WebApplicationType type, String path) throws IOException {
		Answer answer = get(type, path);
		assertThat(answer.status()).as(answer.body()).isEqualTo(200);
		return JsonMapper.shared().readTree(answer.body());
	}

	private static String base(WebApplicationType type) {
		return (type == WebApplicationType.SERVLET) ? "/app/mvc/langfuse" : "/base/langfuse";
	}

	private static int port(WebApplicationType type) {
		return start(type).getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	private static ConfigurableApplicationContext start(WebApplicationType type) {
		return STARTED.computeIfAbsent(type,
				(kind) -> ConsoleApplications.start(kind, "server.servlet.context-path=/app",
						"spring.mvc.servlet.path=/mvc", "spring.webflux.base-path=/base",
						"langfuse.console.token=" + TOKEN, "server.forward-headers-strategy=native"));
	}

}
