/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.sample;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.langfuse4j.export.otlp.OtlpJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;

/**
 * Stands in for Langfuse: takes whatever is sent and has one prompt, over HTTP on
 * loopback.
 */
final class StubLangfuse implements AutoCloseable {

	private final List<Request> requests = new CopyOnWriteArrayList<>();

	private final List<JsonNode> scores = new CopyOnWriteArrayList<>();

	private final HttpServer server;

	StubLangfuse() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/api/public/otel/v1/traces", (exchange) -> {
			this.requests.add(new Request(exchange.getRequestHeaders().getFirst("Authorization"),
					new String(OtlpJson.request(body(exchange)), StandardCharsets.UTF_8)));
			exchange.sendResponseHeaders(200, -1);
			exchange.close();
		});
		this.server.createContext("/api/public/ingestion", this::takeScores);
		this.server.createContext("/api/public/v2/prompts/skillmatch", StubLangfuse::answerPrompt);
		this.server.start();
	}

	/**
	 * The ranking prompt is managed, as its third version; the other one is not yet.
	 */
	private static void answerPrompt(HttpExchange exchange) throws IOException {
		boolean known = exchange.getRequestURI().getPath().endsWith("/ranking");
		Map<String, Object> answer = known
				? Map.of("name", "skillmatch/ranking", "version", 3, "type", "text", "prompt", rankingPrompt())
				: Map.of("message", "Prompt not found", "error", "LangfuseNotFoundError");
		byte[] json = JsonMapper.shared().writeValueAsBytes(answer);
		exchange.sendResponseHeaders(known ? 200 : 404, json.length);
		exchange.getResponseBody().write(json);
		exchange.close();
	}

	private void takeScores(HttpExchange exchange) throws IOException {
		List<Object> taken = new ArrayList<>();
		JsonMapper.shared().readTree(body(exchange)).path("batch").forEach((event) -> {
			this.scores.add(event.path("body"));
			taken.add(Map.of("id", event.path("id").asString(), "status", 201));
		});
		byte[] json = JsonMapper.shared().writeValueAsBytes(Map.of("successes", taken, "errors", List.of()));
		exchange.sendResponseHeaders(207, json.length);
		exchange.getResponseBody().write(json);
		exchange.close();
	}

	private static String rankingPrompt() throws IOException {
		return new ClassPathResource("langfuse/prompts/skillmatch/ranking.md")
			.getContentAsString(StandardCharsets.UTF_8);
	}

	private static byte[] body(HttpExchange exchange) throws IOException {
		boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
		try (InputStream body = exchange.getRequestBody();
				InputStream expanded = zipped ? new GZIPInputStream(body) : body) {
			return expanded.readAllBytes();
		}
	}

	String url() {
		return "http://localhost:" + this.server.getAddress().getPort();
	}

	List<Request> requests() {
		return this.requests;
	}

	/**
	 * The scores of all requests.
	 */
	List<JsonNode> scores() {
		return this.scores;
	}

	void forget() {
		this.scores.clear();
		this.requests.clear();
	}

	List<String> bodies() {
		return this.requests.stream().map(Request::body).toList();
	}

	/**
	 * The spans of all requests.
	 */
	List<JsonNode> spans() {
		List<JsonNode> all = new ArrayList<>();
		for (String body : bodies()) {
			JsonMapper.shared().readTree(body).findValues("spans").forEach((spans) -> spans.forEach(all::add));
		}
		return all;
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	/**
	 * A request.
	 *
	 * @param authorization the keys
	 * @param body the spans, as JSON
	 */
	record Request(String authorization, String body) {

	}

}
