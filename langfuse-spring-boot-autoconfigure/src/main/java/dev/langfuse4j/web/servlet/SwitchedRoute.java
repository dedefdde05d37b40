/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.servlet;

import java.util.Optional;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

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
	public Optional<HandlerFunction<ServerResponse>> route(ServerRequest request) {
		return (this.route != null) ? this.route.route(request) : Optional.empty();
	}

}
