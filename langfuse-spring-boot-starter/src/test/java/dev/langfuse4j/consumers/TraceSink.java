/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.consumers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.langfuse4j.export.otlp.OtlpJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes traces over real HTTP on loopback: those for Langfuse, and under another path
 * those that an application sends for itself, both in the protobuf form of OTLP.
 */
final class TraceSink implements AutoCloseable {

	static final String LANGFUSE_PATH = "/api/public/otel/v1/traces";

	static final String OWN_PATH = "/own/v1/traces";

	private final HttpServer server;

	private final List<Request> requests = new CopyOnWriteArrayList<>();

	TraceSink() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	String url() {
		return "http://localhost:" + this.server.getAddress().getPort();
	}

	/**
	 * Returns the settings that make an application send its traces here.
	 */
	Map<String, String> environment() {
		Map<String, String> environment = new HashMap<>();
		environment.put("LANGFUSE_BASE_URL", url());
		environment.put("LANGFUSE_PUBLIC_KEY", "pk-lf-consumer");
		environment.put("LANGFUSE_SECRET_KEY", "sk-lf-consumer");
		// What arrives was sent because the application ended
		environment.put("LANGFUSE_FLUSH_INTERVAL", "3600");
		environment.put("SERVER_PORT", "0");
		environment.put("MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT", url() + OWN_PATH);
		return environment;
	}

	List<Request> requests() {
		return this.requests;
	}

	List<Request> requests(String path) {
		return this.requests.stream().filter((request) -> request.path().equals(path)).toList();
	}

	/**
	 * The spans for Langfuse.
	 */
	List<Span> langfuseSpans() {
		List<Span> spans = new ArrayList<>();
		for (Request request : requests(LANGFUSE_PATH)) {
			request.json()
				.at("/resourceSpans/0/scopeSpans/0/spans")
				.forEach((span) -> spans.add(new Span(span.path("name").asString(), span.path("traceId").asString(),
						span.path("spanId").asString(), span.path("parentSpanId").asString(null), span)));
		}
		return spans;
	}

	/**
	 * The spans that the application has sent for itself.
	 */
	List<Span> ownSpans() {
		return requests(OWN_PATH).stream()
			.flatMap((request) -> Protobuf.fields(request.body(), 1, 2, 2).stream())
			.map((span) -> new Span(new String(Protobuf.field(span, 5)), hex(Protobuf.field(span, 1)),
					hex(Protobuf.field(span, 2)), hex(Protobuf.field(span, 4)), null))
			.toList();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	private void handle(HttpExchange exchange) throws IOException {
		byte[] body = exchange.getRequestBody().readAllBytes();
		boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
		this.requests.add(new Request(exchange.getRequestURI().getPath(),
				exchange.getRequestHeaders().getFirst("Authorization"), zipped ? unzip(body) : body));
		exchange.sendResponseHeaders(200, -1);
		exchange.close();
	}

	private static byte[] unzip(byte[] body) throws IOException {
		try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
			return gzip.readAllBytes();
		}
	}

	private static @Nullable String hex(byte @Nullable [] bytes) {
		return (bytes != null) ? HexFormat.of().formatHex(bytes) : null;
	}

	/**
	 * A request as it came.
	 */
	record Request(String path, @Nullable String authorization, byte[] body) {

		/**
		 * The JSON of traces that say the same in protobuf.
		 */
		JsonNode json() {
			return JsonMapper.shared().readTree(OtlpJson.request(this.body));
		}

	}

	/**
	 * Reads what both kinds of spans have, and the JSON of those for Langfuse.
	 */
	record Span(String name, String traceId, String id, @Nullable String parentId, @Nullable JsonNode json) {

		@Nullable String attribute(String key) {
			for (JsonNode attribute : this.json.path("attributes")) {
				if (attribute.path("key").asString().equals(key)) {
					return attribute.at("/value/stringValue").asString(null);
				}
			}
			return null;
		}

	}

}
