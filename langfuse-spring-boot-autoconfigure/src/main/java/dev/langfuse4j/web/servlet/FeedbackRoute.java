/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.servlet;

import java.io.IOException;
import java.util.Optional;

import dev.langfuse4j.feedback.FeedbackAnswer;
import dev.langfuse4j.feedback.FeedbackEndpoint;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.trace.LangfuseTracer;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;

import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Leads to the {@link FeedbackEndpoint} in Spring MVC.
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
	 * @param path the path below the context
	 * @param endpoint where it leads to, or {@code null} if there is to be no such path
	 * @param tracer knows the project of a request
	 */
	public FeedbackRoute(String path, @Nullable FeedbackEndpoint endpoint, LangfuseTracer tracer) {
		this.predicate = (endpoint != null) ? RequestPredicates.POST(path) : (request) -> false;
		this.endpoint = endpoint;
		this.tracer = tracer;
	}

	@Override
	public Optional<HandlerFunction<ServerResponse>> route(ServerRequest request) {
		FeedbackEndpoint target = this.endpoint;
		return (target != null && this.predicate.test(request))
				? Optional.of((matched) -> respond(answer(matched.servletRequest(), target))) : Optional.empty();
	}

	private FeedbackAnswer answer(HttpServletRequest request, FeedbackEndpoint target) throws IOException {
		String client = request.getRemoteAddr();
		long length = request.getContentLengthLong();
		FeedbackAnswer refusal = target.refuse(client, request.getContentType(), length);
		if (refusal != null) {
			return refusal;
		}
		byte[] body = request.getInputStream().readNBytes(FeedbackEndpoint.MAX_BODY);
		// Whether more would come is not found out: that would be to read on
		return (length < 0 && body.length == FeedbackEndpoint.MAX_BODY) ? target.tooLarge()
				: target.receive(client, body, () -> this.tracer.currentProject(Context.empty()));
	}

	private static ServerResponse respond(FeedbackAnswer answer) {
		return ServerResponse.status(answer.status())
			.headers((headers) -> headers.addAll(answer.headers()))
			.build((request, response) -> {
				response.getOutputStream().write(answer.body());
				return null;
			});
	}

}
