/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.http;

import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;

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
	 * Returns the header for the next request, or empty if there are no credentials.
	 */
	Mono<Consumer<HttpHeaders>> header() {
		Supplier<@Nullable Credentials> source = this.connection.credentials();
		if (source == null) {
			return Mono.just((headers) -> {
			});
		}
		Mono<Credentials> credentials = this.connection.options().slowCredentials()
				? Mono.fromSupplier(() -> lookUp(source)).subscribeOn(this.clients.lookups())
				: Mono.fromSupplier(source);
		return credentials.onErrorMap((ex) -> new IllegalStateException("the credentials are not available"))
			.map((found) -> (headers) -> headers.setBasicAuth(found.publicKey(), found.secretKey()));
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

}
