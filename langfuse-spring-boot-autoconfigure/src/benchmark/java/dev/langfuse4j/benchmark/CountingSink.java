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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A server that takes everything and counts it, in a process of its own: its work is not
 * that of the application. It has a port for each application. {@code GET} tells the
 * counts, {@code GET /last} the last request. What is compressed is expanded only then,
 * so that the server does not take the processors from the applications.
 */
public final class CountingSink {

	static final String PORTS = "Ports:";

	/**
	 * The numbers of the fields that lead to a span.
	 */
	private static final int[] SPANS = { 1, 2, 2 };

	private final List<byte[]> compressed = new ArrayList<>();

	private byte[] last = new byte[0];

	private long wireBytes;

	private long expandedBytes;

	private long spans;

	/**
	 * Runs until the process is destroyed.
	 * @param args the number of ports
	 * @throws IOException if there is no port
	 */
	public static void main(String[] args) throws IOException {
		// Or each answer waits for the delayed acknowledgement of its headers, 40 ms
		System.setProperty("sun.net.httpserver.nodelay", "true");
		ExecutorService executor = Executors.newCachedThreadPool();
		StringBuilder ports = new StringBuilder();
		for (int i = 0; i < Integer.parseInt(args[0]); i++) {
			CountingSink sink = new CountingSink();
			HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			server.createContext("/", sink::handle);
			server.setExecutor(executor);
			server.start();
			ports.append(' ').append(server.getAddress().getPort());
		}
		System.out.println(PORTS + ports);
	}

	private void handle(HttpExchange exchange) throws IOException {
		byte[] answer = new byte[0];
		if (exchange.getRequestMethod().equals("GET")) {
			answer = exchange.getRequestURI().getPath().equals("/last") ? last() : counts();
		}
		else {
			byte[] body = exchange.getRequestBody().readAllBytes();
			take(body, "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding")));
			exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
		}
		exchange.sendResponseHeaders(200, (answer.length > 0) ? answer.length : -1);
		try (OutputStream output = exchange.getResponseBody()) {
			output.write(answer);
		}
	}

	private synchronized void take(byte[] body, boolean zipped) throws IOException {
		this.wireBytes += body.length;
		if (zipped) {
			this.compressed.add(body);
		}
		else {
			count(body);
		}
	}

	private synchronized byte[] counts() throws IOException {
		expand();
		return (this.wireBytes + " " + this.expandedBytes + " " + this.spans).getBytes(StandardCharsets.UTF_8);
	}

	private synchronized byte[] last() throws IOException {
		expand();
		return this.last;
	}

	private void expand() throws IOException {
		for (byte[] body : this.compressed) {
			try (InputStream input = new GZIPInputStream(new ByteArrayInputStream(body))) {
				count(input.readAllBytes());
			}
		}
		this.compressed.clear();
	}

	private void count(byte[] request) throws IOException {
		this.last = request;
		this.expandedBytes += request.length;
		countSpans(CodedInputStream.newInstance(request), 0);
	}

	/**
	 * Counts the spans of the scopes of the resources of a request in OTLP, and skips
	 * what is in them.
	 */
	private void countSpans(CodedInputStream message, int depth) throws IOException {
		for (int tag = message.readTag(); tag != 0; tag = message.readTag()) {
			if (WireFormat.getTagFieldNumber(tag) != SPANS[depth]) {
				message.skipField(tag);
			}
			else if (depth == SPANS.length - 1) {
				message.skipField(tag);
				this.spans++;
			}
			else {
				int limit = message.pushLimit(message.readRawVarint32());
				countSpans(message, depth + 1);
				message.popLimit(limit);
			}
		}
	}

}
