/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.reactive;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * A route that is there only if the settings ask for it. The bean is there in any case.
 *
 * @since 0.1.0
 */
@Internal
public final class SwitchedRoute implements RouterFunction<ServerResponse> {

	private final @Nullable RouterFunction<ServerResponse> route;

	/**
	 * Creates a route.
	 * @param route the route, or {@code null} if there is to be none
	 */
	public SwitchedRoute(@Nullable RouterFunction<ServerResponse> route) {
		this.route = route;
	}

	@Override
	public Mono<HandlerFunction<ServerResponse>> route(ServerRequest request) {
		return (this.route != null) ? this.route.route(request) : Mono.empty();
	}

}
