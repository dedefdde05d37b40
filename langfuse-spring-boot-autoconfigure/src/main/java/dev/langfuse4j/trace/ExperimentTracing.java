/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.function.Consumer;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.ExperimentAttributes;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationDefinition;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.TraceAttributes;
import io.micrometer.common.KeyValues;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;

/**
 * Starts the observations of experiments: each item is a trace of its own, whatever is
 * current, with ids that are known before it begins. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class ExperimentTracing {

	private final LangfuseTracer tracer;

	/**
	 * Creates the tracing.
	 * @param tracer starts observations
	 */
	public ExperimentTracing(LangfuseTracer tracer) {
		this.tracer = tracer;
	}

	/**
	 * Whether anybody wants observations.
	 * @return whether items are traced
	 */
	public boolean isActive() {
		return this.tracer.isActive();
	}

	/**
	 * Returns the project that a trace would go to which begins here.
	 * @return the name of the project, or {@code null} without one that is usable
	 */
	public @Nullable String currentProject() {
		return this.tracer.currentProject(Context.empty());
	}

	/**
	 * Returns an id for a trace that is yet to begin.
	 * @return 32 lower-case hex digits
	 */
	public static String newTraceId() {
		return Ids.randomTraceId();
	}

	/**
	 * Returns an id for an observation that is yet to begin.
	 * @return 16 lower-case hex digits
	 */
	public static String newObservationId() {
		return Ids.randomObservationId();
	}

	/**
	 * Starts the root of the trace of an item. Nothing of what is current holds in it.
	 * Never throws.
	 * @param name the name
	 * @param traceId the id of the trace
	 * @param item the item, which all observations of the trace belong to
	 * @param project the name of the project, or {@code null} for that of the code around
	 * @return the call, not current, {@link ObservedCall#NONE} if it is not observed
	 */
	public ObservedCall begin(String name, String traceId, ExperimentAttributes item, @Nullable String project) {
		if (!isActive()) {
			return ObservedCall.NONE;
		}
		GivenOrigin origin = new GivenOrigin(TraceAttributes.NONE.withExperiment(item), project, null, false);
		ObservedCall left = this.tracer.carried(origin, true, Context.empty());
		try (ObservedCall.Scope scope = left.openScope()) {
			ObservationType type = ObservationType.SPAN;
			ObservationDefinition root = new ObservationDefinition(name, true, type,
					KeyValues.of("langfuse.type", type.value()), null, null, ObservationLevel.DEFAULT, null, true, null,
					null);
			return this.tracer.start(this.tracer.newContext(root, Placement.inTrace(traceId)), null);
		}
		finally {
			left.stop();
		}
	}

	/**
	 * Starts an observation below another one, on whatever thread. Never throws.
	 * @param name the name
	 * @param type the type
	 * @param parent the call above; if that is not observed, this one is not either
	 * @param id the id of the observation, or {@code null} for a random one
	 * @return the call, not current
	 */
	public ObservedCall below(String name, ObservationType type, ObservedCall parent, @Nullable String id) {
		if (parent == ObservedCall.NONE) {
			return ObservedCall.NONE;
		}
		Placement placement = (id != null) ? Placement.withId(id) : Placement.HERE;
		return this.tracer.start(this.tracer.newContext(ObservationDefinition.of(name, type), placement),
				parent.observation());
	}

	/**
	 * Marks everything below a call as evaluation of its item, before anything is below
	 * it.
	 * @param call the call
	 */
	public void markEvaluating(ObservedCall call) {
		RecordingObservation node = call.node();
		ExperimentAttributes item = (node != null) ? node.attributes().experiment() : null;
		if (node != null && item != null) {
			node.add(TraceAttributes.NONE.withExperiment(item.whileEvaluating()));
		}
	}

	/**
	 * Tells of all observations of experiments that have ended, on the threads on which
	 * they end.
	 * @param listener is told; must neither block nor throw
	 */
	public void listen(Consumer<ObservationData> listener) {
		this.tracer.handler.listenToExperiments(listener);
	}

}
