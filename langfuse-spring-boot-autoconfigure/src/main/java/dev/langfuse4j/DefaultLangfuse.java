/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j;

import java.time.Duration;

import dev.langfuse4j.export.pipeline.ExportPipeline;
import dev.langfuse4j.http.ProjectLinks;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationBuilder;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.trace.GivenOrigin;
import dev.langfuse4j.trace.LangfuseTracer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import org.springframework.util.Assert;

/**
 * The {@link Langfuse} of an application context.
 *
 * @since 0.1.0
 */
@Internal
public final class DefaultLangfuse implements Langfuse {

	private final LangfuseTracer tracer;

	private final ExportPipeline pipeline;

	private final ProjectLinks links;

	/**
	 * Creates the bean.
	 * @param tracer starts observations and finds the current one
	 * @param pipeline sends them
	 * @param links lead to the server
	 */
	public DefaultLangfuse(LangfuseTracer tracer, ExportPipeline pipeline, ProjectLinks links) {
		this.tracer = tracer;
		this.pipeline = pipeline;
		this.links = links;
	}

	@Override
	public LangfuseObservation current() {
		return this.tracer.current();
	}

	@Override
	public LangfuseObservation current(ContextView context) {
		Assert.notNull(context, "'context' must not be null");
		return this.tracer.current(context);
	}

	@Override
	public ObservationBuilder observation(String name) {
		return this.tracer.observation(name);
	}

	@Override
	public Scoped with(TraceAttributes attributes) {
		Assert.notNull(attributes, "'attributes' must not be null");
		return new AttributeScope((context) -> this.tracer.carry(GivenOrigin.of(attributes), context));
	}

	@Override
	public Scoped project(@Nullable String name) {
		return new AttributeScope((context) -> this.tracer.inProject(name, context));
	}

	@Override
	public String traceId(String seed) {
		Assert.hasLength(seed, "'seed' must not be empty");
		return LangfuseTracer.traceId(seed);
	}

	@Override
	public @Nullable String traceUrl() {
		LangfuseObservation current = current();
		String traceId = current.isRecording() ? current.traceId() : null;
		String project = this.tracer.currentProject(Context.empty());
		return (traceId != null && project != null) ? this.links.trace(project, traceId) : null;
	}

	@Override
	public boolean flush(Duration timeout) {
		Assert.notNull(timeout, "'timeout' must not be null");
		return this.pipeline.flush(timeout);
	}

	@Override
	public Mono<Boolean> flushMono(Duration timeout) {
		Assert.notNull(timeout, "'timeout' must not be null");
		return this.pipeline.flushMono(timeout);
	}

}
