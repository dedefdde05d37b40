/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.awaitility.Awaitility.await;

/**
 * A stand-in for the ingestion of a Langfuse server, over real HTTP on loopback. Answers
 * as scripted, else as the real one does: 200 with the JSON of a queued job.
 */
public final class LangfuseServer implements AutoCloseable {

	private static final Answer QUEUED = new Answer(200, "{\"id\":\"1\",\"name\":\"otel-ingestion-job\"}", Map.of());

	static {
		// Else each answer waits 40 ms for the client's delayed acknowledgement
		System.setProperty("sun.net.httpserver.nodelay", "true");
	}

	private final HttpServer server;

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final List<Received> requests = new CopyOnWriteArrayList<>();

	private final Queue<Function<Received, Answer>> script = new ConcurrentLinkedQueue<>();

	private final AtomicInteger underWay = new AtomicInteger();

	private final AtomicInteger maxUnderWay = new AtomicInteger();

	private volatile Function<Received, Answer> otherwise = (request) -> QUEUED;

	public LangfuseServer() {
		this(null);
	}

	/**
	 * With TLS, for clients that show a certificate.
	 */
	public LangfuseServer(@Nullable SSLContext tls) {
		InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
		try {
			this.server = (tls != null) ? HttpsServer.create(address, 0) : HttpServer.create(address, 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		if (this.server instanceof HttpsServer secure) {
			secure.setHttpsConfigurator(new HttpsConfigurator(tls) {

				@Override
				public void configure(HttpsParameters parameters) {
					SSLParameters own = tls.getDefaultSSLParameters();
					own.setNeedClientAuth(true);
					parameters.setSSLParameters(own);
				}

			});
		}
		this.server.createContext("/", this::handle);
		this.server.setExecutor(this.executor);
		this.server.start();
	}

	public int port() {
		return this.server.getAddress().getPort();
	}

	public String url() {
		return ((this.server instanceof HttpsServer) ? "https" : "http") + "://localhost:" + port();
	}

	/**
	 * Answers the next request so; called again, the one after it.
	 */
	public LangfuseServer answer(int status, String body) {
		return answer(status, body, Map.of());
	}

	public LangfuseServer answer(int status, String body, Map<String, String> headers) {
		this.script.add((request) -> new Answer(status, body, headers));
		return this;
	}

	public LangfuseServer answerLater(Duration delay) {
		return answerAfter(() -> sleep(delay));
	}

	/**
	 * Answers the next request well, after something that takes a while.
	 */
	public LangfuseServer answerAfter(Runnable before) {
		this.script.add((request) -> {
			before.run();
			return QUEUED;
		});
		return this;
	}

	/**
	 * Answers all requests so that are not scripted.
	 */
	public LangfuseServer answerAll(Function<Received, Integer> status) {
		return answerAll(status, Map.of());
	}

	public LangfuseServer answerAll(Function<Received, Integer> status, Map<String, String> headers) {
		this.otherwise = (request) -> new Answer(status.apply(request), "{\"message\":\"as told\"}", headers);
		return this;
	}

	/**
	 * Answers all requests by a function that are not scripted.
	 */
	public LangfuseServer answerAllAs(Function<Received, Answer> answer) {
		this.otherwise = answer;
		return this;
	}

	/**
	 * Answers all requests with 200 and a body that are not scripted.
	 */
	public LangfuseServer answerAllWith(Function<Received, String> body) {
		this.otherwise = (request) -> new Answer(200, body.apply(request), Map.of());
		return this;
	}

	public List<Received> requests() {
		return List.copyOf(this.requests);
	}

	public void clear() {
		this.requests.clear();
	}

	/**
	 * Requests that are not answered yet.
	 */
	public int underWay() {
		return this.underWay.get();
	}

	public int maxUnderWay() {
		return this.maxUnderWay.get();
	}

	public List<Span> spans() {
		return this.requests.stream()
			.filter((request) -> request.status == 200)
			.flatMap((request) -> request.spans().stream())
			.toList();
	}

	/**
	 * The events of ingestion that came, of whatever request.
	 */
	public List<JsonNode> events() {
		List<JsonNode> events = new ArrayList<>();
		this.requests.stream()
			.filter((request) -> request.path().equals("/api/public/ingestion"))
			.forEach((request) -> request.json().path("batch").forEach(events::add));
		return events;
	}

	/**
	 * The scores that came, by ingestion or one by one, of whatever request.
	 */
	public List<JsonNode> scores() {
		List<JsonNode> scores = new ArrayList<>();
		for (Received request : this.requests) {
			if (request.path().equals("/api/public/ingestion")) {
				request.json().path("batch").forEach((event) -> scores.add(event.path("body")));
			}
			else if (request.path().equals("/api/public/scores")) {
				scores.add(request.json());
			}
		}
		return scores;
	}

	/**
	 * Answers all requests with whatever a function makes of them that are not scripted.
	 */
	public LangfuseServer answerAllBy(Function<Received, String> body, Function<Received, Integer> status) {
		this.otherwise = (request) -> new Answer(status.apply(request), body.apply(request), Map.of());
		return this;
	}

	public Span span(String name) {
		List<Span> named = spans().stream().filter((span) -> span.name().equals(name)).toList();
		if (named.size() != 1) {
			throw new AssertionError("Expected one span '" + name + "' but found " + named.size() + " among "
					+ spans().stream().map(Span::name).toList());
		}
		return named.get(0);
	}

	public void awaitRequests(int count) {
		await().atMost(Duration.ofSeconds(20))
			.pollInterval(Duration.ofMillis(5))
			.until(() -> this.requests.size() >= count);
	}

	public void awaitSpans(int count) {
		await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(5)).until(() -> spans().size() >= count);
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.executor.shutdownNow();
	}

	private void handle(HttpExchange exchange) throws IOException {
		this.maxUnderWay.accumulateAndGet(this.underWay.incrementAndGet(), Math::max);
		try {
			answer(exchange);
		}
		finally {
			this.underWay.decrementAndGet();
		}
	}

	private void answer(HttpExchange exchange) throws IOException {
		byte[] body = exchange.getRequestBody().readAllBytes();
		Received request = new Received(exchange.getRequestMethod(), exchange.getRequestURI().toString(),
				exchange.getProtocol(), exchange.getRequestHeaders(), body);
		Function<Received, Answer> scripted = this.script.poll();
		Answer answer = ((scripted != null) ? scripted : this.otherwise).apply(request);
		request.status = answer.status();
		this.requests.add(request);
		byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
		answer.headers().forEach(exchange.getResponseHeaders()::add);
		exchange.getResponseHeaders().putIfAbsent("Content-Type", List.of("application/json"));
		exchange.sendResponseHeaders(answer.status(), (bytes.length > 0) ? bytes.length : -1);
		try (OutputStream out = exchange.getResponseBody()) {
			out.write(bytes);
		}
	}

	private static void sleep(Duration delay) {
		try {
			Thread.sleep(delay.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * A response.
	 */
	public record Answer(int status, String body, Map<String, String> headers) {

		public static Answer of(int status, String body) {
			return new Answer(status, body, Map.of());
		}

	}

	/**
	 * A request as it came.
	 */
	public static final class Received {

		private final String method;

		private final String path;

		private final String protocol;

		private final Headers headers;

		private final byte[] bytes;

		private volatile int status;

		Received(String method, String path, String protocol, Headers headers, byte[] bytes) {
			this.method = method;
			this.path = path;
			this.protocol = protocol;
			this.headers = headers;
			this.bytes = bytes;
		}

		public String method() {
			return this.method;
		}

		public String path() {
			return this.path;
		}

		public String protocol() {
			return this.protocol;
		}

		public String header(String name) {
			return this.headers.getFirst(name);
		}

		public Headers headers() {
			return this.headers;
		}

		public byte[] bytes() {
			return this.bytes;
		}

		public int status() {
			return this.status;
		}

		/**
		 * The body, expanded.
		 */
		public byte[] expanded() {
			if (!"gzip".equals(header("Content-Encoding"))) {
				return this.bytes;
			}
			try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(this.bytes))) {
				return gzip.readAllBytes();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		/**
		 * The body as text: of one in protobuf, the JSON that says the same.
		 */
		public String text() {
			return isProtobuf() ? json().toString() : new String(expanded(), StandardCharsets.UTF_8);
		}

		public JsonNode json() {
			return isProtobuf() ? OtlpView.read(expanded()) : JsonMapper.shared().readTree(expanded());
		}

		private boolean isProtobuf() {
			return "application/x-protobuf".equals(header("Content-Type"));
		}

		public JsonNode resource() {
			return json().at("/resourceSpans/0/resource");
		}

		public JsonNode scope() {
			return json().at("/resourceSpans/0/scopeSpans/0/scope");
		}

		public List<Span> spans() {
			List<Span> spans = new ArrayList<>();
			json().at("/resourceSpans/0/scopeSpans/0/spans").forEach((span) -> spans.add(new Span(span)));
			return spans;
		}

	}

}
