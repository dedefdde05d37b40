/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.feedback;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.trace.LangfuseTracer;
import dev.langfuse4j.trace.TraceHandover;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import org.springframework.util.Assert;

/**
 * The {@link LangfuseFeedback} of an application context.
 *
 * @since 0.1.0
 */
@Internal
public final class DefaultLangfuseFeedback implements LangfuseFeedback {

	private final LangfuseTracer tracer;

	private final @Nullable FeedbackTokens tokens;

	/**
	 * Creates the bean.
	 * @param tracer knows the current trace
	 * @param tokens signs tokens, or {@code null} if feedback is disabled
	 */
	public DefaultLangfuseFeedback(LangfuseTracer tracer, @Nullable FeedbackTokens tokens) {
		this.tracer = tracer;
		this.tokens = tokens;
	}

	@Override
	public @Nullable String token() {
		return token(Context.empty(), false);
	}

	@Override
	public @Nullable String token(ContextView context) {
		Assert.notNull(context, "'context' must not be null");
		return token(context, false);
	}

	@Override
	public @Nullable String observationToken() {
		return token(Context.empty(), true);
	}

	@Override
	public @Nullable String observationToken(ContextView context) {
		Assert.notNull(context, "'context' must not be null");
		return token(context, true);
	}

	@Override
	public @Nullable String token(String project, String traceId, @Nullable String observationId) {
		Assert.hasText(project, "'project' must not be empty");
		FeedbackTarget target = new FeedbackTarget(project, traceId, observationId, null);
		return (this.tokens != null) ? this.tokens.sign(target) : null;
	}

	private @Nullable String token(ContextView context, boolean observation) {
		TraceHandover current = (this.tokens != null) ? this.tracer.handover(context) : null;
		if (this.tokens == null || current == null || !current.sampled()) {
			return null;
		}
		return this.tokens.sign(new FeedbackTarget(this.tracer.currentProject(context), current.traceId(),
				observation ? current.observationId() : null, current.attributes().environment()));
	}

}
