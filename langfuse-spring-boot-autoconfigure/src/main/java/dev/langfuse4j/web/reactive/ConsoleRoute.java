/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.reactive;

import dev.langfuse4j.console.Console;
import dev.langfuse4j.lang.Internal;
import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Leads to the {@link Console} in WebFlux.
 *
 * @since 0.1.0
 */
@Internal
public final class ConsoleRoute implements RouterFunction<ServerResponse> {

	private final Console console;

	/**
	 * Creates a route.
	 * @param console where it leads to
	 */
	public ConsoleRoute(Console console) {
		this.console = console;
	}

	@Override
	public Mono<HandlerFunction<ServerResponse>> route(ServerRequest request) {
		String below = this.console.below(request.requestPath().pathWithinApplication().value());
		return (below != null) ? Mono.just((matched) -> answer(matched, below)) : Mono.empty();
	}

	private Mono<ServerResponse> answer(ServerRequest request, String below) {
		return Mono.deferContextual((context) -> Mono.just(new ConsoleResponse(
				this.console.answer(new ExchangeConsoleRequest(request.exchange().getRequest(), below, context)))));
	}

}
