/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.servlet;

import java.io.IOException;
import java.util.Optional;

import dev.langfuse4j.http.SignedWebhook;
import dev.langfuse4j.http.WebhookSignature;
import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Leads to a {@link SignedWebhook} in Spring MVC.
 *
 * @since 0.1.0
 */
@Internal
public final class WebhookRoute implements RouterFunction<ServerResponse> {

	private final RequestPredicate predicate;

	private final @Nullable SignedWebhook webhook;

	/**
	 * Creates a route.
	 * @param path the path below the context
	 * @param webhook where it leads to, or {@code null} if there is to be no such path
	 */
	public WebhookRoute(String path, @Nullable SignedWebhook webhook) {
		this.predicate = (webhook != null) ? RequestPredicates.POST(path) : (request) -> false;
		this.webhook = webhook;
	}

	@Override
	public Optional<HandlerFunction<ServerResponse>> route(ServerRequest request) {
		SignedWebhook target = this.webhook;
		return (target != null && this.predicate.test(request)) ? Optional.of((matched) -> handle(matched, target))
				: Optional.empty();
	}

	private static ServerResponse handle(ServerRequest request, SignedWebhook target) throws IOException {
		if (request.headers().contentLength().orElse(0) > target.maxBody()) {
			return ServerResponse.status(HttpStatus.CONTENT_TOO_LARGE).build();
		}
		byte[] body = request.servletRequest().getInputStream().readNBytes(target.maxBody() + 1);
		if (body.length > target.maxBody()) {
			return ServerResponse.status(HttpStatus.CONTENT_TOO_LARGE).build();
		}
		return ServerResponse.status(target.receive(request.headers().firstHeader(WebhookSignature.HEADER), body))
			.build();
	}

}
