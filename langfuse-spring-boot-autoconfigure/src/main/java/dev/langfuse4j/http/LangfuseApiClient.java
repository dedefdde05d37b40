/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.http;

import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.langfuse4j.lang.Internal;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;

/**
 * Calls the API of a Langfuse server for one project, for everything except traces. Every
 * answer of the server is an answer, a 404 as well. Opens nothing before the first
 * request. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class LangfuseApiClient {

	/**
	 * Reactor's key of the handler of dropped errors.
	 */
	private static final String ON_ERROR_DROPPED = "reactor.onErrorDropped.local";

	private static final Consumer<Throwable> IGNORE = (ex) -> {
	};

	private static final byte[] NOTHING = new byte[0];

	private final Connection connection;

	private final Scheduler timer;

	private final Authorization authorization;

	private final SingletonSupplier<WebClient> webClient;

	/**
	 * Creates a client.
	 * @param connection the connection to the server
	 * @param timer times out calls
	 * @param customizers the application's customizers, resolved at the first request
	 * @param clients the shared HTTP clients
	 */
	LangfuseApiClient(Connection connection, Scheduler timer, Supplier<List<LangfuseWebClientCustomizer>> customizers,
			HttpClients clients) {
		this.connection = connection;
		this.timer = timer;
		this.authorization = new Authorization(connection, clients);
		this.webClient = SingletonSupplier.of(() -> WebClients.create(connection, clients, customizers.get()));
	}

	/**
	 * Returns the host of the server, for messages.
	 * @return its host
	 */
	public String host() {
		return String.valueOf(this.connection.baseUrl().getHost());
	}

	/**
	 * Sends a request, without blocking, with the credentials that the project has then.
	 * @param request the request
	 * @return the answer; never an error, and never later than the time-out
	 */
	public Mono<ApiAnswer> exchange(ApiRequest request) {
		Duration timeout = (request.timeout() != null) ? request.timeout() : this.connection.timeout();
		return UnobservedMono.of(this.authorization.send((header) -> exchange(request, header), ApiAnswer::status))
			.defaultIfEmpty(ApiAnswer.withheld())
			.timeout(timeout, this.timer)
			.onErrorResume(LangfuseApiClient::isTimeout,
					(ex) -> Mono.just(ApiAnswer.unanswered(OutcomeRules.ofTimeout(timeout))))
			.onErrorResume((ex) -> Mono.just(ApiAnswer.unanswered(OutcomeRules.ofFailure(ex))))
			.contextWrite((context) -> context.put(ON_ERROR_DROPPED, IGNORE));
	}

	private Mono<ApiAnswer> exchange(ApiRequest request, Consumer<HttpHeaders> authorization) {
		WebClient.RequestBodySpec spec = this.webClient.obtain()
			.method(request.method())
			.uri(URI.create(this.connection.baseUrl() + request.path().toString()))
			.headers(authorization)
			.headers((headers) -> request.headers().forEach(headers::set))
			.accept(MediaType.APPLICATION_JSON);
		byte[] body = request.body();
		if (body != null) {
			spec.contentType(MediaType.APPLICATION_JSON).bodyValue(body);
		}
		return spec.exchangeToMono((response) -> read(response, request.limit()));
	}

	private static Mono<ApiAnswer> read(ClientResponse response, int limit) {
		int status = response.statusCode().value();
		HttpHeaders headers = response.headers().asHttpHeaders();
		return DataBufferUtils.join(response.bodyToFlux(DataBuffer.class), limit)
			.map(LangfuseApiClient::bytes)
			.defaultIfEmpty(NOTHING)
			.map((body) -> ApiAnswer.answered(status, headers, body))
			.onErrorResume(DataBufferLimitException.class,
					(ex) -> Mono.just(ApiAnswer.tooLarge(status, headers, limit)));
	}

	private static byte[] bytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

	private static boolean isTimeout(Throwable ex) {
		return ex instanceof TimeoutException
				|| (ex instanceof WebClientRequestException && ex.getCause() instanceof HttpTimeoutException);
	}

}
