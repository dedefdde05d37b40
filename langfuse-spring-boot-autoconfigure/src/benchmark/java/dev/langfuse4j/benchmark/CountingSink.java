/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.langfuse4j.http.ProtobufMessage;

/**
 * A server that takes everything and counts it, in a process of its own: its work is not
 * that of the application. {@code GET} tells the counts.
 */
public final class CountingSink {

	static final String PORT = "Port:";

	private final AtomicLong requests = new AtomicLong();

	private final AtomicLong wireBytes = new AtomicLong();

	private final AtomicLong expandedBytes = new AtomicLong();

	private final AtomicLong spans = new AtomicLong();

	/**
	 * Runs until the process is destroyed.
	 * @param args none
	 * @throws IOException if there is no port
	 */
	public static void main(String[] args) throws IOException {
		// Or each answer waits for the delayed acknowledgement of its headers, 40 ms
		System.setProperty("sun.net.httpserver.nodelay", "true");
		CountingSink sink = new CountingSink();
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", sink::handle);
		server.setExecutor(Executors.newCachedThreadPool());
		server.start();
		System.out.println(PORT + server.getAddress().getPort());
	}

	private void handle(HttpExchange exchange) throws IOException {
		String answer = "{}";
		if (exchange.getRequestMethod().equals("GET")) {
			answer = this.requests + " " + this.wireBytes + " " + this.expandedBytes + " " + this.spans;
		}
		else {
			count(exchange);
		}
		byte[] body = answer.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(200, body.length);
		try (OutputStream output = exchange.getResponseBody()) {
			output.write(body);
		}
	}

	private void count(HttpExchange exchange) throws IOException {
		boolean compressed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
		byte[] wire = exchange.getRequestBody().readAllBytes();
		byte[] expanded = wire;
		if (compressed) {
			try (InputStream input = new GZIPInputStream(new ByteArrayInputStream(wire))) {
				expanded = input.readAllBytes();
			}
		}
		this.requests.incrementAndGet();
		this.wireBytes.addAndGet(wire.length);
		this.expandedBytes.addAndGet(expanded.length);
		this.spans.addAndGet(countSpans(expanded));
	}

	/**
	 * Reads the resource's spans of the scope's spans of a request in OTLP.
	 */
	private static int countSpans(byte[] request) {
		return new ProtobufMessage(request).message(1).message(2).all(2).size();
	}

}
