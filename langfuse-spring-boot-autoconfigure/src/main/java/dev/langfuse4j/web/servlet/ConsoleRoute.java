/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.servlet;

import java.util.Optional;

import dev.langfuse4j.console.Console;
import dev.langfuse4j.console.ConsoleRequest;
import dev.langfuse4j.lang.Internal;

import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Leads to the {@link Console} in Spring MVC.
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
	public Optional<HandlerFunction<ServerResponse>> route(ServerRequest request) {
		String below = this.console.below(request.requestPath().pathWithinApplication().value());
		return (below != null) ? Optional.of((matched) -> {
			ConsoleRequest console = new ServletConsoleRequest(matched.servletRequest(), below);
			return new ConsoleResponse(this.console.answer(console));
		}) : Optional.empty();
	}

}
