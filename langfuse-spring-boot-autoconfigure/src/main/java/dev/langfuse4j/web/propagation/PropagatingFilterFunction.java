/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.propagation;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.trace.TraceHandover;
import dev.langfuse4j.web.propagation.Redirects.Hop;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;

/**
 * Tells the services that a {@code WebClient} asks.
 *
 * @since 0.1.0
 */
@Internal
public final class PropagatingFilterFunction implements ExchangeFilterFunction {

	private final OutgoingTraces traces;

	private final Redirects redirects;

	/**
	 * Creates the filter.
	 * @param traces writes the headers
	 * @param redirects where redirects lead
	 */
	public PropagatingFilterFunction(OutgoingTraces traces, Redirects redirects) {
		this.traces = traces;
		this.redirects = redirects;
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		Hop first = new Hop(request.url(), request.method(), request.headers(), true, 0);
		return Mono.deferContextual((context) -> exchange(request, first, next, this.traces.current(context)));
	}

	private Mono<ClientResponse> exchange(ClientRequest request, Hop hop, ExchangeFunction next,
			@Nullable TraceHandover trace) {
		HttpHeaders headers = this.traces.headers(hop.uri(), hop.headers(), trace);
		return next.exchange(request(request, hop, headers)).flatMap((response) -> {
			Hop following = this.redirects.next(hop, response.statusCode(), response.headers().asHttpHeaders());
			return (following != null)
					? response.releaseBody().then(Mono.defer(() -> exchange(request, following, next, trace)))
					: Mono.just(response);
		});
	}

	private static ClientRequest request(ClientRequest request, Hop hop, HttpHeaders headers) {
		if (hop.count() == 0 && headers == hop.headers()) {
			return request;
		}
		ClientRequest.Builder builder = ClientRequest.from(request)
			.url(hop.uri())
			.method(hop.method())
			.headers((all) -> {
				all.clear();
				all.addAll(headers);
			});
		if (!Redirects.sameServer(request.url(), hop.uri())) {
			builder.cookies(MultiValueMap::clear);
		}
		return hop.hasBody() ? builder.build() : builder.body(BodyInserters.empty()).build();
	}

}
