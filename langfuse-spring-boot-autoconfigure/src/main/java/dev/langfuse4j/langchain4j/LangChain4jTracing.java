/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.logging.Escape;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.observation.ObservationDefinition;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.trace.LangfuseTracer;
import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;

/**
 * Gives AI services, which LangChain4j creates without a container, access to the
 * application. If several contexts are open, it is the one in whose observation the code
 * runs, otherwise the one that was opened last. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class LangChain4jTracing {

	/**
	 * The newest first.
	 */
	private static final List<LangChain4jTracing> opened = new CopyOnWriteArrayList<>();

	/**
	 * Not shared by application contexts, each of which has its tools.
	 */
	private final LogOnce logger = new LogOnce(LangChain4jTracing.class);

	private final LangfuseTracer tracer;

	private final LangChain4jSettings settings;

	/**
	 * Creates the tracing of an application context and opens it.
	 * @param tracer starts observations
	 * @param settings how calls are shown
	 * @return the tracing
	 */
	public static LangChain4jTracing open(LangfuseTracer tracer, LangChain4jSettings settings) {
		LangChain4jTracing tracing = new LangChain4jTracing(tracer, settings);
		opened.add(0, tracing);
		return tracing;
	}

	private LangChain4jTracing(LangfuseTracer tracer, LangChain4jSettings settings) {
		this.tracer = tracer;
		this.settings = settings;
	}

	/**
	 * Lets go of the application context, which closes.
	 */
	public void close() {
		opened.remove(this);
	}

	/**
	 * Returns the tracing of the application that code on this thread belongs to.
	 * @return the tracing, or {@code null} if observations are disabled
	 */
	static @Nullable LangChain4jTracing find() {
		LangChain4jTracing newest = null;
		boolean only = opened.size() == 1;
		for (LangChain4jTracing tracing : opened) {
			if (tracing.isActive()) {
				if (only || tracing.tracer.isCurrent()) {
					return tracing;
				}
				newest = (newest != null) ? newest : tracing;
			}
		}
		return newest;
	}

	/**
	 * The call of an AI service that an invocation is, if it is observed.
	 */
	static @Nullable AiServiceCall call(@Nullable UUID invocationId) {
		return (invocationId != null) ? AiServiceCalls.find(invocationId) : null;
	}

	boolean isActive() {
		return this.settings.enabled() && this.tracer.isActive();
	}

	LangfuseTracer tracer() {
		return this.tracer;
	}

	LangChain4jSettings settings() {
		return this.settings;
	}

	/**
	 * Starts an observation.
	 * @param name its name
	 * @param type its type
	 * @param service the AI service call that is the parent, or {@code null} to use the
	 * current observation of the thread
	 */
	ObservedCall start(String name, ObservationType type, @Nullable AiServiceCall service) {
		if (!isActive()) {
			return ObservedCall.NONE;
		}
		ObservationDefinition definition = definition(name, type);
		return (service != null) ? service.startBelow(definition) : this.tracer.start(definition);
	}

	/**
	 * Says once that there are tools that pass by.
	 */
	void toolIsSeenAfterwards(String tool) {
		this.logger.warn("afterwards",
				() -> "The tool '" + Escape.line(tool, 100)
						+ "' of LangChain4j, and possibly others, cannot be observed while they run, "
						+ "because another library creates the ToolService of their AI service. They are "
						+ "recorded afterwards, without a duration and without children");
	}

	static ObservationDefinition definition(String name, ObservationType type) {
		return ObservationDefinition.of(name, type);
	}

}
