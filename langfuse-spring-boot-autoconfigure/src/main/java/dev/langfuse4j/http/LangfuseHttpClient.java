/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.http;

import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.langfuse4j.lang.Internal;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;

/**
 * Posts to a Langfuse server and says what became of it. Opens nothing before the first
 * request. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class LangfuseHttpClient {

	/**
	 * Maximum number of bytes to read of an error response.
	 */
	private static final int MAX_ERROR_BODY = 2_048;

	/**
	 * Maximum number of bytes to read of a response.
	 */
	private static final int MAX_BODY = 262_144;

	/**
	 * Additional time in which the JDK's client may end a request. Its own timeout is
	 * preferred, but it stops with the first byte of the response.
	 */
	private static final Duration GRACE = Duration.ofMillis(500);

	/**
	 * Reactor's key of the handler of dropped errors, such as that of a request that was
	 * cancelled after its timeout. Reactor would log it with its stack trace.
	 */
	private static final String ON_ERROR_DROPPED = "reactor.onErrorDropped.local";

	private static final Consumer<Throwable> IGNORE = (ex) -> {
	};

	private static final byte[] NOTHING = new byte[0];

	private final Connection connection;

	private final HttpClients clients;

	private final Authorization authorization;

	private final SingletonSupplier<WebClient> webClient;

	/**
	 * Creates a client.
	 * @param connection the connection to the server
	 * @param customizers the application's customizers, resolved at the first request
	 * @param clients the shared HTTP clients
	 */
	LangfuseHttpClient(Connection connection, Supplier<List<LangfuseWebClientCustomizer>> customizers,
			HttpClients clients) {
		this.connection = connection;
		this.clients = clients;
		this.authorization = new Authorization(connection, clients);
		this.webClient = SingletonSupplier.of(() -> WebClients.create(connection, clients, customizers.get()));
	}

	/**
	 * Returns the connection to the server.
	 * @return the connection
	 */
	public Connection connection() {
		return this.connection;
	}

	/**
	 * Posts a body.
	 * @param path the path below the server's address
	 * @param body the body
	 * @param contentType the content type of the body
	 * @param compressed whether it is compressed with gzip, as only the endpoint for
	 * traces is known to take it
	 * @return the outcome; never an error
	 */
	public Mono<Outcome> post(String path, byte[] body, String contentType, boolean compressed) {
		return bounded((authorization) -> exchange(path, body, contentType, compressed, authorization));
	}

	/**
	 * Gets something small.
	 * @param path the path below the server's address
	 * @return the answer, of which the body is empty without one; never an error
	 */
	public Mono<Answer> get(String path) {
		AtomicReference<String> answered = new AtomicReference<>("");
		return bounded((authorization) -> this.webClient.obtain()
			.get()
			.uri(this.connection.baseUrl() + path)
			.headers(authorization)
			.accept(MediaType.APPLICATION_JSON)
			.exchangeToMono((response) -> body(response, MAX_BODY).map((bytes) -> {
				String body = new String(bytes, StandardCharsets.UTF_8);
				answered.set(body);
				return OutcomeRules.ofStatus(response.statusCode().value(), null, body);
			}))).map((outcome) -> new Answer(outcome, answered.get()));
	}

	/**
	 * Whether there are credentials right now, or may be: they are only asked for.
	 * @return the answer; never an error
	 */
	public Mono<Boolean> hasCredentials() {
		return UnobservedMono.of(this.authorization.header()).hasElement().onErrorReturn(false);
	}

	private Mono<Outcome> bounded(Function<Consumer<HttpHeaders>, Mono<Outcome>> exchange) {
		return UnobservedMono.of(this.authorization.send(exchange, Outcome::status))
			.defaultIfEmpty(OutcomeRules.withheld())
			.timeout(this.connection.timeout().plus(GRACE), this.clients.timer())
			.onErrorResume(TimeoutException.class, (ex) -> timeout())
			.onErrorResume(LangfuseHttpClient::isTimeout, (ex) -> timeout())
			.onErrorResume((ex) -> Mono.just(OutcomeRules.ofFailure(ex)))
			.contextWrite((context) -> context.put(ON_ERROR_DROPPED, IGNORE));
	}

	private Mono<Outcome> timeout() {
		return Mono.just(OutcomeRules.ofTimeout(this.connection.timeout()));
	}

	private static boolean isTimeout(Throwable ex) {
		return ex instanceof WebClientRequestException && ex.getCause() instanceof HttpTimeoutException;
	}

	private Mono<Outcome> exchange(String path, byte[] body, String contentType, boolean compressed,
			Consumer<HttpHeaders> authorization) {
		return this.webClient.obtain()
			.post()
			.uri(this.connection.baseUrl() + path)
			.headers(authorization)
			.headers((headers) -> {
				if (compressed) {
					headers.set(HttpHeaders.CONTENT_ENCODING, "gzip");
				}
				headers.set(HttpHeaders.CONTENT_TYPE, contentType);
			})
			.bodyValue(body)
			.exchangeToMono(this::outcome);
	}

	/**
	 * Uses the status if the body does not end, so that an accepted request is not sent
	 * again.
	 */
	private Mono<Outcome> outcome(ClientResponse response) {
		int status = response.statusCode().value();
		HttpHeaders headers = response.headers().asHttpHeaders();
		String contentType = headers.getFirst(HttpHeaders.CONTENT_TYPE);
		boolean taken = response.statusCode().is2xxSuccessful();
		return body(response, taken ? MAX_BODY : MAX_ERROR_BODY).timeout(GRACE, this.clients.timer())
			.onErrorReturn(NOTHING)
			.map((body) -> taken ? OutcomeRules.ofTaken(status, PartialSuccess.read(body, contentType)).withBody(body)
					: OutcomeRules.ofStatus(status, headers.getFirst(HttpHeaders.RETRY_AFTER),
							AnswerText.read(body, contentType)));
	}

	private static Mono<byte[]> body(ClientResponse response, int limit) {
		return DataBufferUtils.join(DataBufferUtils.takeUntilByteCount(response.bodyToFlux(DataBuffer.class), limit))
			.map((buffer) -> {
				byte[] bytes = new byte[buffer.readableByteCount()];
				buffer.read(bytes);
				DataBufferUtils.release(buffer);
				return bytes;
			})
			.onErrorReturn(NOTHING)
			.defaultIfEmpty(NOTHING);
	}

}
