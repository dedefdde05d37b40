/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.reactive;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.trace.LangfuseTracer;
import dev.langfuse4j.trace.TraceOrigin;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Continues the trace of a request's headers, for observations outside of the filter that
 * knows the principal.
 *
 * @since 0.1.0
 */
@Internal
public final class RemoteContextWebFilter implements WebFilter, Ordered {

	private final LangfuseTracer tracer;

	private final boolean accepts;

	/**
	 * Creates the filter.
	 * @param tracer propagates the attributes
	 * @param accepts whether to continue traces of other processes
	 */
	public RemoteContextWebFilter(LangfuseTracer tracer, boolean accepts) {
		this.tracer = tracer;
		this.accepts = accepts;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		if (!this.accepts || !this.tracer.isActive()) {
			return chain.filter(exchange);
		}
		TraceOrigin origin = ExchangeOrigin.origin(exchange.getRequest().getHeaders());
		return (origin != null)
				? Mono.deferContextual(
						(context) -> chain.filter(exchange).contextWrite(this.tracer.carry(origin, context)::writeTo))
				: chain.filter(exchange);
	}

}
