/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.reactive;

import java.util.List;
import java.util.function.Supplier;

import dev.langfuse4j.aop.ObservedResponseEntity;
import dev.langfuse4j.lang.Internal;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.web.reactive.HandlerResult;
import org.springframework.web.reactive.HandlerResultHandler;
import org.springframework.web.server.ServerWebExchange;

/**
 * Passes responses of observed controllers to their usual handler, and detects afterwards
 * whether the body was not needed: only here is the request of an entity known.
 *
 * @since 0.1.0
 */
@Internal
public final class ObservedResponseEntityHandler implements HandlerResultHandler, Ordered {

	private final Supplier<List<HandlerResultHandler>> handlers;

	/**
	 * Creates the handler.
	 * @param handlers all handlers in their order, asked for when there is a response
	 */
	public ObservedResponseEntityHandler(Supplier<List<HandlerResultHandler>> handlers) {
		this.handlers = handlers;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public boolean supports(HandlerResult result) {
		return result.getReturnValue() instanceof ObservedResponseEntity;
	}

	@Override
	public Mono<Void> handleResult(ServerWebExchange exchange, HandlerResult result) {
		Mono<Void> handled = this.handlers.get()
			.stream()
			.filter((handler) -> handler != this && handler.supports(result))
			.findFirst()
			.map((handler) -> handler.handleResult(exchange, result))
			.orElseGet(() -> Mono.error(() -> new IllegalStateException("No HandlerResultHandler for ResponseEntity")));
		if (!(result.getReturnValue() instanceof ObservedResponseEntity response)) {
			return handled;
		}
		return Mono.deferContextual((context) -> handled.doOnTerminate(() -> response.endUnlessBegun(context))
			.doOnCancel(() -> response.endUnlessBegun(context)));
	}

}
