/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.http;

import java.util.List;

import io.micrometer.observation.ObservationRegistry;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Makes the clients: the JDK's, untraced, never that of the application.
 */
final class WebClients {

	private WebClients() {
	}

	static WebClient create(Connection connection, HttpClients clients, List<LangfuseWebClientCustomizer> customizers) {
		ConnectionOptions options = connection.options();
		WebClient.Builder builder = WebClient.builder()
			.clientConnector(new RenewableConnector(() -> clients.get(connection), connection.timeout()))
			.observationRegistry(ObservationRegistry.NOOP);
		if (connection.credentials() != null) {
			builder.defaultHeader("x-langfuse-ingestion-version", "4")
				.defaultHeader("x-langfuse-sdk-name", "java")
				.defaultHeader("x-langfuse-sdk-version", SdkVersion.get());
		}
		ProxyServer proxy = options.proxy();
		if (proxy != null && proxy.username() != null) {
			// Not by an Authenticator, with which the JDK's client leaves out our keys
			String password = (proxy.password() != null) ? proxy.password() : "";
			builder.defaultHeader(HttpHeaders.PROXY_AUTHORIZATION,
					"Basic " + HttpHeaders.encodeBasicAuth(proxy.username(), password, null));
		}
		options.headers().forEach(builder::defaultHeader);
		customizers.forEach((customizer) -> customizer.customize(builder));
		return builder.filters((filters) -> filters.replaceAll(WebClients::unobserved)).build();
	}

	private static ExchangeFilterFunction unobserved(ExchangeFilterFunction filter) {
		return (request, next) -> UnobservedMono
			.of(Mono.defer(() -> filter.filter(request, (sent) -> UnobservedMono.of(next.exchange(sent)))));
	}

}
