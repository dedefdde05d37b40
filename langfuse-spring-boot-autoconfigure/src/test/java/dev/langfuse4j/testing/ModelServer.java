/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A stand-in for the models of OpenAI, Anthropic and Ollama, over real HTTP on loopback:
 * answers requests for chats in the order of the script.
 */
public final class ModelServer implements AutoCloseable {

	private final HttpServer server;

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final Queue<ModelAnswer> script = new ConcurrentLinkedQueue<>();

	private final List<JsonNode> requests = new CopyOnWriteArrayList<>();

	private volatile Duration pause = Duration.ZERO;

	public ModelServer() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/v1/chat/completions", (exchange) -> chat(exchange, new OpenAiFormat()));
		this.server.createContext("/v1/responses", (exchange) -> chat(exchange, new OpenAiResponsesFormat()));
		this.server.createContext("/v1/messages", (exchange) -> chat(exchange, new AnthropicFormat()));
		this.server.createContext("/api/chat", (exchange) -> chat(exchange, new OllamaFormat()));
		this.server.createContext("/v1/embeddings", this::embed);
		this.server.createContext("/v1/images/generations", this::paint);
		this.server.setExecutor(this.executor);
		this.server.start();
	}

	public String url() {
		return "http://localhost:" + this.server.getAddress().getPort();
	}

	/**
	 * Answers the next requests for a chat so.
	 */
	public ModelServer answer(ModelAnswer... answers) {
		this.script.addAll(List.of(answers));
		return this;
	}

	/**
	 * Waits between the pieces of a stream.
	 */
	public ModelServer slow(Duration newPause) {
		this.pause = newPause;
		return this;
	}

	/**
	 * The requests for chats.
	 */
	public List<JsonNode> requests() {
		return this.requests;
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.executor.shutdownNow();
	}

	private void chat(HttpExchange exchange, Format format) throws IOException {
		JsonNode request = JsonMapper.shared().readTree(exchange.getRequestBody());
		this.requests.add(request);
		ModelAnswer answer = this.script.remove();
		exchange.getResponseHeaders().add(format.requestIdHeader(), "req-" + this.requests.size());
		if (answer.status() != 200) {
			send(exchange, answer.status(), "{\"error\":{\"message\":\"told to fail\",\"type\":\"rate_limit_error\"}}");
		}
		else if (!format.isStream(request)) {
			send(exchange, 200, format.whole(answer));
		}
		else {
			stream(exchange, format.contentType(), format.stream(answer));
		}
	}

	private void stream(HttpExchange exchange, String contentType, Stream<String> pieces) throws IOException {
		exchange.getResponseHeaders().add("Content-Type", contentType);
		exchange.sendResponseHeaders(200, 0);
		try (OutputStream out = exchange.getResponseBody()) {
			for (String piece : pieces.toList()) {
				out.write(piece.getBytes(StandardCharsets.UTF_8));
				out.flush();
				Thread.sleep(this.pause.toMillis());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (IOException ex) {
			// The client has gone, as it may
		}
	}

	private void embed(HttpExchange exchange) throws IOException {
		JsonNode input = JsonMapper.shared().readTree(exchange.getRequestBody()).path("input");
		StringBuilder data = new StringBuilder();
		for (int i = 0; i < Math.max(1, input.size()); i++) {
			data.append((i > 0) ? "," : "")
				.append("{\"object\":\"embedding\",\"index\":%d,\"embedding\":[0.1,0.2,%f]}".formatted(i, 0.3 + i));
		}
		send(exchange, 200, "{\"object\":\"list\",\"data\":[" + data
				+ "],\"model\":\"embed-stub-1\",\"usage\":{\"prompt_tokens\":7,\"total_tokens\":7}}");
	}

	private void paint(HttpExchange exchange) throws IOException {
		exchange.getRequestBody().readAllBytes();
		send(exchange, 200, "{\"created\":1,\"data\":[{\"url\":\"http://images/1.png\"},{\"b64_json\":\"iVBORw0=\"}]}");
	}

	private static void send(HttpExchange exchange, int status, String json) throws IOException {
		byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().add("Content-Type", "application/json");
		exchange.sendResponseHeaders(status, bytes.length);
		try (OutputStream out = exchange.getResponseBody()) {
			out.write(bytes);
		}
	}

	/**
	 * Writes answers as a provider does.
	 */
	interface Format {

		String whole(ModelAnswer answer);

		Stream<String> stream(ModelAnswer answer);

		default boolean isStream(JsonNode request) {
			return request.path("stream").asBoolean(false);
		}

		default String requestIdHeader() {
			return "x-request-id";
		}

		default String contentType() {
			return "text/event-stream";
		}

		static String json(Object value) {
			return JsonMapper.shared().writeValueAsString(value);
		}

	}

}
