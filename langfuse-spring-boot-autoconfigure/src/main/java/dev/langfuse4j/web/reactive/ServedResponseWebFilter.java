/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.reactive;

import dev.langfuse4j.aop.ServedResponse;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.trace.LangfuseTracer;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;

/**
 * Says when a response has ended to the calls whose bodies it did not need.
 *
 * @since 0.1.0
 */
@Internal
public final class ServedResponseWebFilter implements WebFilter, Ordered {

	private final LangfuseTracer tracer;

	/**
	 * Creates the filter.
	 * @param tracer says whether anything is observed
	 */
	public ServedResponseWebFilter(LangfuseTracer tracer) {
		this.tracer = tracer;
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		return this.tracer.isActive() ? Mono.defer(() -> serve(exchange, chain)) : chain.filter(exchange);
	}

	private static Mono<Void> serve(ServerWebExchange exchange, WebFilterChain chain) {
		ServedResponse response = new ServedResponse();
		// Before the server hears of the end, like observations that end by themselves
		return chain.filter(exchange)
			.contextWrite(response::writeTo)
			.doOnTerminate(response::end)
			.doOnCancel(response::end);
	}

}
