/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.reactive;

import java.security.Principal;
import java.util.Optional;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.web.RequestTrace;
import dev.langfuse4j.web.RequestTraces;
import dev.langfuse4j.web.WebSettings;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.server.WebSession;

/**
 * Makes a request available to the observations of its processing. The filter runs after
 * Spring Security, which authenticates the request. The principal and the session have to
 * be awaited before the first observation. They are only requested if a property or an
 * extractor needs them.
 *
 * @since 0.1.0
 */
@Internal
public final class TraceAttributesWebFilter implements WebFilter, Ordered {

	/**
	 * The filters of Spring Security are at -100.
	 */
	private static final int ORDER = -50;

	private final RequestTraces traces;

	/**
	 * Creates the filter.
	 * @param traces carries requests
	 */
	public TraceAttributesWebFilter(RequestTraces traces) {
		this.traces = traces;
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		if (!this.traces.isActive()) {
			return chain.filter(exchange);
		}
		return Mono.zip(principal(exchange), httpSessionId(exchange))
			.flatMap((known) -> serve(exchange, chain,
					new ExchangeView(exchange, known.getT1().orElse(null), known.getT2().orElse(null))));
	}

	private Mono<Void> serve(ServerWebExchange exchange, WebFilterChain chain, ExchangeView request) {
		return Mono.deferContextual((context) -> {
			RequestTrace trace = this.traces.begin(request, context);
			if (this.traces.tellsTraceId()) {
				exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> {
					if (trace.traceId() != null) {
						exchange.getResponse().getHeaders().set(WebSettings.TRACE_ID_HEADER, trace.traceId());
					}
				}));
			}
			// Before the server hears of the end and uses the request for another one
			return chain.filter(exchange).contextWrite(trace::writeTo).doOnTerminate(trace::end).doOnCancel(trace::end);
		});
	}

	private Mono<Optional<Principal>> principal(ServerWebExchange exchange) {
		return this.traces.asksForPrincipal() ? optional(exchange.getPrincipal()) : Mono.just(Optional.empty());
	}

	/**
	 * A session that was not started has no stable id.
	 */
	private Mono<Optional<String>> httpSessionId(ServerWebExchange exchange) {
		return this.traces.asksForHttpSession()
				? optional(exchange.getSession().filter(WebSession::isStarted).map(WebSession::getId))
				: Mono.just(Optional.empty());
	}

	/**
	 * If it fails, then where the application asks for it, too, and not because of us.
	 */
	private static <T> Mono<Optional<T>> optional(Mono<T> value) {
		return value.map(Optional::of)
			.onErrorResume((ex) -> Mono.just(Optional.empty()))
			.defaultIfEmpty(Optional.empty());
	}

}
