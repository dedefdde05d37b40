/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.reactive;

import java.net.InetSocketAddress;

import dev.langfuse4j.feedback.FeedbackAnswer;
import dev.langfuse4j.feedback.FeedbackEndpoint;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.trace.LangfuseTracer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.HandlerFunction;
import org.springframework.web.reactive.function.server.RequestPredicate;
import org.springframework.web.reactive.function.server.RequestPredicates;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Leads to the {@link FeedbackEndpoint} in WebFlux.
 *
 * @since 0.1.0
 */
@Internal
public final class FeedbackRoute implements RouterFunction<ServerResponse> {

	private final RequestPredicate predicate;

	private final @Nullable FeedbackEndpoint endpoint;

	private final LangfuseTracer tracer;

	/**
	 * Creates a route.
	 * @param path the path
	 * @param endpoint where it leads to, or {@code null} if there is to be no such path
	 * @param tracer knows the project of a request
	 */
	public FeedbackRoute(String path, @Nullable FeedbackEndpoint endpoint, LangfuseTracer tracer) {
		this.predicate = (endpoint != null) ? RequestPredicates.POST(path) : (request) -> false;
		this.endpoint = endpoint;
		this.tracer = tracer;
	}

	@Override
	public Mono<HandlerFunction<ServerResponse>> route(ServerRequest request) {
		FeedbackEndpoint target = this.endpoint;
		return (target != null && this.predicate.test(request))
				? Mono.just((matched) -> answer(matched, target).flatMap(FeedbackRoute::respond)) : Mono.empty();
	}

	private Mono<FeedbackAnswer> answer(ServerRequest request, FeedbackEndpoint target) {
		String client = request.remoteAddress().map(FeedbackRoute::address).orElse("");
		FeedbackAnswer refusal = target.refuse(client, request.headers().firstHeader(HttpHeaders.CONTENT_TYPE),
				request.headers().contentLength().orElse(-1));
		if (refusal != null) {
			return Mono.just(refusal);
		}
		return Mono.deferContextual((context) -> DataBufferUtils
			.join(request.body(BodyExtractors.toDataBuffers()), FeedbackEndpoint.MAX_BODY)
			.map(FeedbackRoute::bytes)
			.defaultIfEmpty(new byte[0])
			.map((body) -> target.receive(client, body, () -> this.tracer.currentProject(context)))
			.onErrorResume(DataBufferLimitException.class, (ex) -> Mono.just(target.tooLarge())));
	}

	private static String address(InetSocketAddress address) {
		return (address.getAddress() != null) ? address.getAddress().getHostAddress() : address.getHostString();
	}

	private static byte[] bytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

	private static Mono<ServerResponse> respond(FeedbackAnswer answer) {
		return ServerResponse.status(answer.status())
			.headers((headers) -> headers.addAll(answer.headers()))
			.bodyValue(answer.body());
	}

}
