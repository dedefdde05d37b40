/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.function.Consumer;
import java.util.function.Supplier;

import dev.langfuse4j.callback.Unobserved;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.LangfuseObservationConvention;
import dev.langfuse4j.observation.ObservationDefinition;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.TraceAttributes;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Gives the spans of another tracing library, which has a context of its own, their
 * places in the tree. Their observations are made with a registry that only this library
 * sees: with the application's, each would become another span there. Thread-safe; never
 * throws.
 *
 * @since 0.1.0
 */
@Internal
public final class ForeignSpans {

	private final LangfuseTracer tracer;

	private final LangfuseObservationHandler handler;

	private final ObservationSink sink;

	private final ObservationRegistry registry = ObservationRegistry.create();

	/**
	 * Creates the access to the tree.
	 * @param tracer says whether anybody wants observations
	 * @param handler the handler that builds the tree
	 * @param sink where finished observations go
	 */
	public ForeignSpans(LangfuseTracer tracer, LangfuseObservationHandler handler, ObservationSink sink) {
		this.tracer = tracer;
		this.handler = handler;
		this.sink = sink;
		this.registry.observationConfig().observationHandler(handler);
	}

	/**
	 * Makes observations children of the current span of their thread, unless another
	 * observation is nearer.
	 * @param current finds the observation of that span, {@link ObservedCall#NONE}
	 * without one
	 */
	public void follow(Supplier<ObservedCall> current) {
		this.handler.ancestry().setSpans(current);
	}

	/**
	 * Whether anybody wants observations.
	 * @return whether spans need be looked at
	 */
	public boolean isActive() {
		return this.tracer.isActive();
	}

	/**
	 * Returns the current observation of this thread.
	 * @param elsewhere the current observation of the other library
	 * @return the nearer of both, {@link ObservedCall#NONE} without any
	 */
	public ObservedCall nearest(ObservedCall elsewhere) {
		try {
			Observation current = this.tracer.currentObservation();
			RecordingObservation here = this.handler.ancestry().nearest(current);
			if (here == null || current == null) {
				return elsewhere;
			}
			return (Ancestry.nearer(here, elsewhere.node()) == here) ? new ObservedCall(current, here) : elsewhere;
		}
		catch (Throwable ex) {
			ObservedCall.contain(ex);
			return elsewhere;
		}
	}

	/**
	 * Starts the observation of a span.
	 * @param definition the definition of the observation
	 * @param attributes the attributes for the observations below
	 * @param traceId the trace id, 32 lower-case hex digits
	 * @param spanId the id of the span, 16 lower-case hex digits
	 * @param elsewhere the parent in the other library
	 * @param newTrace whether the span has no parent by request of its library, so that
	 * it begins a trace wherever it starts
	 * @return the call, {@link ObservedCall#NONE} if it is not observed
	 */
	public ObservedCall start(ObservationDefinition definition, TraceAttributes attributes, String traceId,
			String spanId, ObservedCall elsewhere, boolean newTrace) {
		if (!isActive()) {
			return ObservedCall.NONE;
		}
		boolean outer = Unobserved.enter();
		try {
			ObservedCall parent = nearest(elsewhere);
			Observation from = (parent != ObservedCall.NONE) ? parent.observation() : this.tracer.currentObservation();
			if (this.handler.ancestry().isClosed(from)) {
				return ObservedCall.NONE;
			}
			RecordingObservation given = (parent == elsewhere) ? parent.node() : null;
			Placement placement = newTrace ? Placement.inTrace(traceId)
					: (given != null) ? Placement.below(given) : Placement.HERE;
			ForeignSpanContext context = new ForeignSpanContext(definition, placement, this.sink,
					new TracingIds.Pair(traceId, spanId));
			Observation observation = Observation.createNotStarted(null, LangfuseObservationConvention.DEFAULT,
					() -> context, this.registry);
			if (from != null) {
				observation.parentObservation(from);
			}
			ObservedCall call = new ObservedCall(observation.start(), context.node);
			if (newTrace && context.node != null && parent.node() != null) {
				context.node.state().leaves(parent.node().state());
			}
			this.tracer.add(call, attributes);
			return call;
		}
		catch (Throwable ex) {
			ObservedCall.contain(ex);
			return ObservedCall.NONE;
		}
		finally {
			Unobserved.leave(outer);
		}
	}

	/**
	 * Ends the observation of a span.
	 * @param call the call
	 * @param type its type, as known at the end
	 * @param attributes further attributes
	 * @param values records the values that are enabled for the type
	 */
	public void end(ObservedCall call, ObservationType type, TraceAttributes attributes,
			Consumer<LangfuseObservation> values) {
		RecordingObservation observation = call.node();
		if (observation != null && call.isRecording()) {
			boolean outer = Unobserved.enter();
			try {
				observation.type(type);
				this.tracer.add(call, attributes);
				values.accept(
						new SwitchedObservation(observation, observation.content().settings().switches(type.value())));
			}
			catch (Throwable ex) {
				ObservedCall.contain(ex);
			}
			finally {
				Unobserved.leave(outer);
			}
		}
		call.stop();
	}

	/**
	 * Records that a model call below has counted its usage, so that an enclosing
	 * observation of the same call does not count it again.
	 * @param call the enclosing call
	 */
	public void countedBelow(@Nullable ObservedCall call) {
		RecordingObservation observation = (call != null) ? call.node() : null;
		if (observation != null) {
			observation.usageIsBelow();
		}
	}

}
