/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.http;

import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * The credentials of a connection, asked for at each request. Thread-safe.
 */
final class Authorization {

	/**
	 * Maximum number of threads that wait for the credentials of one connection.
	 */
	private static final int MAX_LOOKUPS = HttpClients.LOOKUP_THREADS / 4;

	private final Connection connection;

	private final HttpClients clients;

	private final Semaphore lookups = new Semaphore(MAX_LOOKUPS);

	Authorization(Connection connection, HttpClients clients) {
		this.connection = connection;
		this.clients = clients;
	}

	/**
	 * Sends a request with the current credentials. If the server refuses credentials
	 * that were replaced while the request was under way, its response says nothing of
	 * the new ones, so the request is sent again, once.
	 * @param exchange sends the request with a header
	 * @param status returns the HTTP status of a response
	 * @return the response, or empty if there are no credentials
	 */
	<T> Mono<T> send(Function<Consumer<HttpHeaders>, Mono<T>> exchange, ToIntFunction<T> status) {
		return header().flatMap((used) -> exchange.apply(used)
			.flatMap((response) -> isRefused(status.applyAsInt(response))
					? replaced(used).flatMap(exchange).defaultIfEmpty(response) : Mono.just(response)));
	}

	private static boolean isRefused(int status) {
		return status == HttpStatus.UNAUTHORIZED.value() || status == HttpStatus.FORBIDDEN.value();
	}

	private Mono<Header> replaced(Header used) {
		return header().onErrorComplete().filter((current) -> !current.equals(used));
	}

	/**
	 * Returns the header for the next request, or empty if there are no credentials.
	 */
	Mono<Header> header() {
		Supplier<@Nullable Credentials> source = this.connection.credentials();
		if (source == null) {
			return Mono.just(new Header(null));
		}
		Mono<Credentials> credentials = this.connection.options().slowCredentials()
				? Mono.fromSupplier(() -> lookUp(source)).subscribeOn(this.clients.lookups())
				: Mono.fromSupplier(source);
		return credentials.onErrorMap((ex) -> new IllegalStateException("the credentials are not available"))
			.map(Header::new);
	}

	/**
	 * A supplier may never return, whatever becomes of the request. Threads must be left
	 * for the suppliers of other projects.
	 */
	private @Nullable Credentials lookUp(Supplier<@Nullable Credentials> source) {
		if (!this.lookups.tryAcquire()) {
			throw new IllegalStateException("Too many threads wait for credentials");
		}
		try {
			return source.get();
		}
		finally {
			this.lookups.release();
		}
	}

	/**
	 * Adds credentials to a request.
	 *
	 * @param credentials the credentials, {@code null} for a server without any
	 */
	record Header(@Nullable Credentials credentials) implements Consumer<HttpHeaders> {

		@Override
		public void accept(HttpHeaders headers) {
			if (this.credentials != null) {
				headers.setBasicAuth(this.credentials.publicKey(), this.credentials.secretKey());
			}
		}

	}

}
