/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import dev.langfuse4j.testing.LangfuseServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LangfuseApiClient}: requests and answers as they are on the wire.
 */
class LangfuseApiClientTests {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final LangfuseServer server = new LangfuseServer();

	private final HttpClients clients = new HttpClients();

	private final AtomicReference<Credentials> keys = new AtomicReference<>(new Credentials("pk-lf-1", "sk-lf-1"));

	private final LangfuseApiClient client = client(URI.create(this.server.url()));

	@AfterEach
	void close() {
		this.clients.close();
		this.server.close();
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', textBlock = """
			greeting | greeting
			team/a b{x} | team%2Fa%20b%7Bx%7D
			team/a b+c%{x}\\|é | team%2Fa%20b%2Bc%25%7Bx%7D%5C%7C%C3%A9
			a%2Fb | a%252Fb
			?&=#;:@!$'()*,[] | %3F%26%3D%23%3B%3A%40%21%24%27%28%29%2A%2C%5B%5D
			{name} | %7Bname%7D
			日本 | %E6%97%A5%E6%9C%AC
			""", delimiterString = " | ")
	void nameIsOneSegmentOfThePath(String name, String expected) {
		exchange(ApiRequest.of(HttpMethod.GET, "/api/public/v2/prompts/{name}?label={label}", name.replace("\\|", "|"),
				"a+b&c"));
		assertThat(this.server.requests()).singleElement()
			.extracting(LangfuseServer.Received::path)
			.isEqualTo("/api/public/v2/prompts/" + expected.replace("%5C%7C", "%7C") + "?label=a%2Bb%26c");
	}

	@Test
	void addressOfTheServerIsNotEncodedAgain() {
		LangfuseApiClient below = client(URI.create(this.server.url() + "/a%20b"));
		below.exchange(ApiRequest.of(HttpMethod.GET, "/c/{d}", "e f")).block(PATIENCE);
		assertThat(this.server.requests().get(0).path()).isEqualTo("/a%20b/c/e%20f");
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PUT", "PATCH", "DELETE" })
	void bodiesAreSentAsTheyAre(String method) {
		this.server.answer(201, "{\"id\":7}", Map.of("X-Answer", "yes"));
		ApiAnswer answer = exchange(ApiRequest.of(HttpMethod.valueOf(method), "/api/x")
			.header("X-Question", "why")
			.body(JsonMapper.shared().createObjectNode().put("name", "größe")));
		LangfuseServer.Received request = this.server.requests().get(0);
		assertThat(request.method()).isEqualTo(method);
		assertThat(new String(request.bytes(), StandardCharsets.UTF_8)).isEqualTo("{\"name\":\"größe\"}");
		assertThat(request.header("Content-Type")).isEqualTo("application/json");
		assertThat(request.headers()).doesNotContainKey("Content-Encoding");
		assertThat(request.header("X-Question")).isEqualTo("why");
		assertThat(request.header("Authorization")).startsWith("Basic ");
		assertThat(answer.isSuccess()).isTrue();
		assertThat(answer.status()).isEqualTo(201);
		assertThat(answer.headers().getFirst("x-answer")).isEqualTo("yes");
		assertThat(answer.json().path("id").asInt()).isEqualTo(7);
	}

	@ParameterizedTest
	@CsvSource({ "204, true, false", "304, false, false", "400, false, false", "404, false, false", "408, false, true",
			"409, false, false", "429, false, true", "500, false, true", "503, false, true" })
	void everyStatusIsAnAnswer(int status, boolean success, boolean again) {
		this.server.answer(status, "");
		ApiAnswer answer = exchange(ApiRequest.of(HttpMethod.GET, "/api/x"));
		assertThat(answer.kind()).isEqualTo(ApiAnswer.Kind.ANSWERED);
		assertThat(answer.status()).isEqualTo(status);
		assertThat(answer.isSuccess()).isEqualTo(success);
		assertThat(answer.isTransient()).isEqualTo(again);
	}

	@Test
	void bodyIsReadAsAWholeOrNotAtAll() {
		String large = "x".repeat(70_000);
		this.server.answer(200, large).answer(200, large).answer(200, large);
		ApiRequest request = ApiRequest.of(HttpMethod.GET, "/api/x");
		assertThat(exchange(request).body()).hasSize(70_000);
		assertThat(exchange(request.limit(70_000)).body()).hasSize(70_000);
		long begin = System.nanoTime();
		ApiAnswer answer = exchange(request.limit(69_999));
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PATIENCE);
		assertThat(answer.kind()).isEqualTo(ApiAnswer.Kind.TOO_LARGE);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.isSuccess()).isFalse();
		assertThat(answer.isTransient()).isFalse();
		assertThat(answer.body()).isEmpty();
	}

	@Test
	void callEndsWithItsTimeout() {
		CountDownLatch never = new CountDownLatch(1);
		this.server.answerAfter(() -> await(never));
		long begin = System.nanoTime();
		ApiAnswer answer = exchange(ApiRequest.of(HttpMethod.GET, "/api/x").timeout(Duration.ofMillis(200)));
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(Duration.ofMillis(150), PATIENCE);
		assertThat(answer.kind()).isEqualTo(ApiAnswer.Kind.UNANSWERED);
		assertThat(answer.describe()).isEqualTo("cannot be reached (no answer within 200 ms)");
		never.countDown();
	}

	@Test
	void deadServerIsNoError() {
		this.server.close();
		ApiAnswer answer = exchange(ApiRequest.of(HttpMethod.GET, "/api/x"));
		assertThat(answer.kind()).isEqualTo(ApiAnswer.Kind.UNANSWERED);
		assertThat(answer.isTransient()).isTrue();
		assertThat(answer.describe()).startsWith("cannot be reached (");
	}

	@Test
	void keysAreThoseOfTheMoment() {
		exchange(ApiRequest.of(HttpMethod.GET, "/api/x"));
		this.keys.set(new Credentials("pk-lf-2", "sk-lf-2"));
		exchange(ApiRequest.of(HttpMethod.GET, "/api/x"));
		this.keys.set(null);
		ApiAnswer answer = exchange(ApiRequest.of(HttpMethod.GET, "/api/x"));
		assertThat(answer.kind()).isEqualTo(ApiAnswer.Kind.WITHHELD);
		assertThat(this.server.requests()).extracting((request) -> request.header("Authorization"))
			.containsExactly("Basic cGstbGYtMTpzay1sZi0x", "Basic cGstbGYtMjpzay1sZi0y");
	}

	@Test
	void requestWithReplacedKeysIsSentAgainWithTheNewOnes() {
		this.server.answerAll((request) -> {
			this.keys.set(new Credentials("pk-lf-2", "sk-lf-2"));
			return request.header("Authorization").equals("Basic cGstbGYtMTpzay1sZi0x") ? 401 : 200;
		});
		assertThat(exchange(ApiRequest.of(HttpMethod.GET, "/api/x")).status()).isEqualTo(200);
		assertThat(this.server.requests()).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(ints = { 401, 403 })
	void refusedKeysAreTriedOnceIfThereAreNoOthers(int status) {
		this.server.answerAll((request) -> status);
		assertThat(exchange(ApiRequest.of(HttpMethod.GET, "/api/x")).status()).isEqualTo(status);
		assertThat(this.server.requests()).hasSize(1);
		this.server.answerAll((request) -> {
			this.keys.set(null);
			return status;
		});
		assertThat(exchange(ApiRequest.of(HttpMethod.GET, "/api/x")).status()).isEqualTo(status);
		assertThat(this.server.requests()).hasSize(2);
	}

	@Test
	void projectWithoutServerHasNoClient() {
		LangfuseApiClients all = new LangfuseApiClients(
				new LangfuseClients(Map.of("acme", connection(URI.create(this.server.url()))), List::of), "");
		assertThat(all.find("acme")).isNotNull().isSameAs(all.find("acme"));
		assertThat(all.find("default")).isNull();
		assertThat(all.find(null)).isNull();
	}

	private ApiAnswer exchange(ApiRequest request) {
		return this.client.exchange(request).block(PATIENCE);
	}

	private LangfuseApiClient client(URI baseUrl) {
		return new LangfuseApiClient(connection(baseUrl), Schedulers.parallel(), List::of, this.clients);
	}

	private Connection connection(URI baseUrl) {
		return new Connection(baseUrl, this.keys::get, Duration.ofMinutes(1));
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
