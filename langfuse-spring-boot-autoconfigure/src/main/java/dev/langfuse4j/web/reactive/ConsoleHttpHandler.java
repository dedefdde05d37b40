/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.reactive;

import dev.langfuse4j.callback.Unobserved;
import dev.langfuse4j.callback.UnobservedAccessor;
import dev.langfuse4j.console.Console;
import dev.langfuse4j.lang.Internal;
import reactor.core.publisher.Mono;

import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;

/**
 * Keeps requests to the console unobserved, and hands on the server's own request, which
 * WebFlux may replace by what headers say.
 *
 * @since 0.1.0
 */
@Internal
public final class ConsoleHttpHandler implements HttpHandler {

	private final HttpHandler handler;

	private final Console console;

	private final String prefix;

	/**
	 * Creates a handler.
	 * @param handler who handles all requests
	 * @param console whose requests are meant
	 * @param prefix the path of the application, empty or beginning with a slash
	 */
	public ConsoleHttpHandler(HttpHandler handler, Console console, String prefix) {
		this.handler = handler;
		this.console = console;
		this.prefix = prefix;
	}

	@Override
	public Mono<Void> handle(ServerHttpRequest request, ServerHttpResponse response) {
		String path = request.getPath().value();
		if (!path.startsWith(this.prefix) || this.console.below(path.substring(this.prefix.length())) == null) {
			return this.handler.handle(request, response);
		}
		return Mono.<Void>fromDirect((subscriber) -> {
			// The observation of a request begins at the subscription
			boolean outer = Unobserved.enter();
			try {
				this.handler.handle(request, response).subscribe(subscriber);
			}
			finally {
				Unobserved.leave(outer);
			}
		})
			.contextWrite((context) -> context.put(UnobservedAccessor.KEY, UnobservedAccessor.KEY)
				.put(ServerHttpRequest.class, request));
	}

}
