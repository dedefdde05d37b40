/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.feedback;

import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * Creates tokens with which users can send feedback. A browser sends the token together
 * with the vote to the endpoint that {@code langfuse.feedback.enabled} enables. The token
 * allows feedback on its trace and on nothing else. If the endpoint is disabled, every
 * token is {@code null}.
 * <p>
 * Pass a token to the user who may vote. Anyone who has it can vote once for each name,
 * and change that vote, until the token expires
 * ({@code langfuse.feedback.token-validity}).
 * <p>
 * Thread-safe. No method blocks.
 *
 * @since 0.1.0
 */
public interface LangfuseFeedback {

	/**
	 * Creates a token for the trace that is current on this thread.
	 * @return a token for URLs and JSON, or {@code null} outside of a trace, in a trace
	 * that is not recorded, and if the endpoint is disabled
	 */
	@Nullable String token();

	/**
	 * Creates a token for the trace that is current in a reactive pipeline.
	 * @param context the context, from {@code Mono.deferContextual}
	 * @return a token, or {@code null} as of {@link #token()}
	 */
	@Nullable String token(ContextView context);

	/**
	 * Creates a token for the observation that is current on this thread, for feedback on
	 * one of several answers in a trace.
	 * @return a token, or {@code null} as of {@link #token()}
	 */
	@Nullable String observationToken();

	/**
	 * Creates a token for the observation that is current in a reactive pipeline.
	 * @param context the context, from {@code Mono.deferContextual}
	 * @return a token, or {@code null} as of {@link #token()}
	 */
	@Nullable String observationToken(ContextView context);

	/**
	 * Creates a token for a trace, or an observation, whose IDs the application has
	 * stored.
	 * @param project the name of the project that has the trace, such as {@code default}
	 * @param traceId the trace id, 32 lower-case hex digits
	 * @param observationId the id of the observation, 16 lower-case hex digits, or
	 * {@code null} for the whole trace
	 * @return a token, or {@code null} if the endpoint is disabled
	 * @throws IllegalArgumentException if the project is empty or an id is malformed
	 */
	@Nullable String token(String project, String traceId, @Nullable String observationId);

}
