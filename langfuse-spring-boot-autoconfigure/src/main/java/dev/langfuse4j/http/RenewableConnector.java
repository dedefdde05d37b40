/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;
import org.springframework.http.client.reactive.JdkClientHttpConnector;

/**
 * Sends each request with the JDK's client that there is for it then: certificates may be
 * replaced, and a client keeps those it was made with. Thread-safe.
 */
final class RenewableConnector implements ClientHttpConnector {

	private final Supplier<HttpClient> clients;

	private final Duration readTimeout;

	private volatile @Nullable Current current;

	/**
	 * Creates a connector.
	 * @param clients finds the client, quickly
	 * @param readTimeout the time until an answer begins
	 */
	RenewableConnector(Supplier<HttpClient> clients, Duration readTimeout) {
		this.clients = clients;
		this.readTimeout = readTimeout;
	}

	@Override
	public Mono<ClientHttpResponse> connect(HttpMethod method, URI uri,
			Function<? super ClientHttpRequest, Mono<Void>> requestCallback) {
		return Mono.defer(() -> connector().connect(method, uri, requestCallback));
	}

	private ClientHttpConnector connector() {
		HttpClient client = this.clients.get();
		Current known = this.current;
		if (known == null || known.client() != client) {
			JdkClientHttpConnector connector = new JdkClientHttpConnector(client);
			connector.setReadTimeout(this.readTimeout);
			known = new Current(client, connector);
			this.current = known;
		}
		return known.connector();
	}

	private record Current(HttpClient client, ClientHttpConnector connector) {

	}

}
