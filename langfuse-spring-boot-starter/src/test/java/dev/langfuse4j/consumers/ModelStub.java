/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.consumers;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A stand-in for OpenAI that asks for the tool {@code weather} first, and answers when it
 * knows the weather.
 */
final class ModelStub implements AutoCloseable {

	private static final String CALL = "{\"role\":\"assistant\",\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"type\":\"function\","
			+ "\"function\":{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\"Oslo\\\"}\"}}]}";

	private static final String ANSWER = "{\"role\":\"assistant\",\"content\":\"It is cold\"}";

	private static final String USAGE = "{\"prompt_tokens\":5,\"completion_tokens\":3,\"total_tokens\":8}";

	private final HttpServer server;

	ModelStub() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/v1/chat/completions", ModelStub::handle);
		this.server.start();
	}

	String url() {
		return "http://localhost:" + this.server.getAddress().getPort() + "/v1";
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	private static void handle(HttpExchange exchange) throws IOException {
		String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		boolean answered = request.replace(" ", "").contains("\"role\":\"tool\"");
		boolean stream = request.replace(" ", "").contains("\"stream\":true");
		String body = stream ? stream(answered) : whole(answered);
		exchange.getResponseHeaders().add("Content-Type", stream ? "text/event-stream" : "application/json");
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(200, bytes.length);
		try (OutputStream out = exchange.getResponseBody()) {
			out.write(bytes);
		}
	}

	private static String whole(boolean answered) {
		return response("message", answered ? ANSWER : CALL, reason(answered), USAGE);
	}

	private static String stream(boolean answered) {
		return String.join("",
				List.of("data: " + response("delta", answered ? ANSWER : CALL, "null", "null") + "\n\n",
						"data: " + response("delta", "{}", reason(answered), "null") + "\n\n",
						"data: {\"id\":\"1\",\"model\":\"gpt-stub-1\",\"choices\":[],\"usage\":" + USAGE + "}\n\n",
						"data: [DONE]\n\n"));
	}

	private static String reason(boolean answered) {
		return answered ? "\"stop\"" : "\"tool_calls\"";
	}

	private static String response(String name, String message, String reason, String usage) {
		return "{\"id\":\"1\",\"model\":\"gpt-stub-1\",\"choices\":[{\"index\":0,\"" + name + "\":" + message
				+ ",\"finish_reason\":" + reason + "}],\"usage\":" + usage + "}";
	}

}
