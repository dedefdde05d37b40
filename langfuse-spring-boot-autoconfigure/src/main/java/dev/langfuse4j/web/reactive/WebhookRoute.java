/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.reactive;

import dev.langfuse4j.http.SignedWebhook;
import dev.langfuse4j.http.WebhookSignature;
import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Leads to a {@link SignedWebhook} in WebFlux.
 *
 * @since 0.1.0
 */
@Internal
public final class WebhookRoute implements RouterFunction<ServerResponse> {

	private final RequestPredicate predicate;

	private final @Nullable SignedWebhook webhook;

	/**
	 * Creates a route.
	 * @param path the path
	 * @param webhook where it leads to, or {@code null} if there is to be no such path
	 */
	public WebhookRoute(String path, @Nullable SignedWebhook webhook) {
		this.predicate = (webhook != null) ? RequestPredicates.POST(path) : (request) -> false;
		this.webhook = webhook;
	}

	@Override
	public Mono<HandlerFunction<ServerResponse>> route(ServerRequest request) {
		SignedWebhook target = this.webhook;
		return (target != null && this.predicate.test(request)) ? Mono.just((matched) -> handle(matched, target))
				: Mono.empty();
	}

	private static Mono<ServerResponse> handle(ServerRequest request, SignedWebhook target) {
		if (request.headers().contentLength().orElse(0) > target.maxBody()) {
			return ServerResponse.status(HttpStatus.CONTENT_TOO_LARGE).build();
		}
		String signature = request.headers().firstHeader(WebhookSignature.HEADER);
		return DataBufferUtils.join(request.body(BodyExtractors.toDataBuffers()), target.maxBody())
			.map(WebhookRoute::bytes)
			.defaultIfEmpty(new byte[0])
			.flatMap((body) -> ServerResponse.status(target.receive(signature, body)).build())
			.onErrorResume(DataBufferLimitException.class,
					(ex) -> ServerResponse.status(HttpStatus.CONTENT_TOO_LARGE).build());
	}

	private static byte[] bytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

}
