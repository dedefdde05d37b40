/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import dev.langfuse4j.callback.Unobserved;
import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.logging.Fatal;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.observation.Names;
import dev.langfuse4j.observation.ObservationDefinition;
import dev.langfuse4j.observation.TraceId;
import dev.langfuse4j.observation.TraceState;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Decides which trace an observation belongs to and whether it is recorded. A trace ID
 * is, in this order, the parent's, the requested one, derived from a seed, that of the
 * application's own tracing, that of another process, or random.
 */
final class RootTraces {

	private final LogOnce logger = new LogOnce(RootTraces.class);

	private final TraceSampler sampler;

	private final TracingIds tracingIds;

	private final Projects projects;

	RootTraces(TraceSampler sampler, TracingIds tracingIds, Projects projects) {
		this.sampler = sampler;
		this.tracingIds = tracingIds;
		this.projects = projects;
	}

	/**
	 * The ids that the application's own tracing has for an observation.
	 */
	TracingIds.@Nullable Pair tracingIds(Observation.Context context) {
		return (context instanceof ForeignSpanContext span) ? span.ids : this.tracingIds.find(context);
	}

	/**
	 * Begins a trace at a root.
	 * @param carriedSeed the seed of the code around, if there is one
	 * @param tracing the ids of the application's own tracing, {@code null} for a new
	 * trace that was requested: they may be those of the trace that it leaves, or of
	 * another one in the same request
	 * @param around what the code decides that it runs in
	 * @param always whether no sampling applies: the averages of an experiment are of all
	 * its items
	 */
	TraceState begin(Observation.Context context, @Nullable ObservationDefinition own, Placement placement,
			@Nullable String carriedSeed, TracingIds.@Nullable Pair tracing, @Nullable RemoteParent remote,
			Around around, boolean always) {
		String seed = (own != null) ? own.traceSeed() : null;
		String asked = (own != null) ? own.project() : null;
		String given = givenTraceId(placement, StringUtils.hasLength(seed) ? seed : carriedSeed, tracing, remote);
		TraceId traceId = (given != null) ? TraceId.of(given) : TraceId.random();
		// Of what others have left out a part would be a tree without a root
		boolean leftOut = remote != null && remote.sampledOut() && remote.traceId().equals(given);
		boolean sampled = always || (!leftOut && isSampled(traceId));
		String project = (around != Around.NOTHING)
				? this.projects.decide((asked != null) ? asked : around.project(), around.request())
				: this.projects.decide(asked, null);
		TraceState trace = (own != null) ? own.begin(traceId, sampled, project)
				: new TraceState(traceId.text(), Names.precut(ForeignContexts.name(context)), sampled, project);
		if (trace.name().length() > Names.MAX_LENGTH) {
			this.logger.warn("name", () -> "The name of a trace was cut at " + Names.MAX_LENGTH + " characters");
		}
		return trace;
	}

	/**
	 * The project of code that runs in no trace.
	 */
	@Nullable String projectOutside(Around around) {
		return this.projects.decide(around.project(), around.request());
	}

	/**
	 * Continues the parent's trace.
	 */
	TraceState join(RecordingObservation parent, @Nullable ObservationDefinition own) {
		if (own != null && StringUtils.hasLength(own.traceSeed())) {
			this.logger.warn(own.name(), () -> "The trace seed of observation '" + own.name()
					+ "' is ignored, because it is not the root of its trace. Only a root can choose " + "its trace");
		}
		if (own != null && own.project() != null && !own.project().equals(parent.state().project())) {
			this.logger.warn(own.keyValues(),
					() -> "The project of observation '" + own.name()
							+ "' is ignored, because it is not the root of its trace. A whole trace belongs to "
							+ "one project");
		}
		return parent.state();
	}

	/**
	 * The span id of the application's own tracing where the trace is the same, so that
	 * both can be compared, otherwise {@code null}.
	 */
	@Nullable String observationId(TraceState trace, TracingIds.Pair tracing) {
		return (trace.isSampled() && tracing.traceId().equals(trace.traceId())) ? tracing.spanId() : null;
	}

	/**
	 * Makes what only carries attributes invisible for the application's own tracing.
	 */
	void hide(Observation.Context carrier) {
		this.tracingIds.takeOver(carrier);
	}

	ObservedCall.Scope openScope(Observation.Context carrier) {
		return this.tracingIds.openScope(carrier);
	}

	/**
	 * Leaves a way to the application's own tracing where its trace id is another one.
	 */
	void noteTracingId(RecordingObservation observation, TracingIds.Pair tracing) {
		if (observation.isRecording() && !tracing.traceId().equals(observation.traceId())) {
			observation.note("otel.trace_id", CapturedContent.text(tracing.traceId()));
		}
	}

	private @Nullable String givenTraceId(Placement placement, @Nullable String seed, TracingIds.@Nullable Pair tracing,
			@Nullable RemoteParent remote) {
		if (placement != Placement.HERE && placement.isElsewhere()) {
			String asked = placement.traceId();
			RemoteParent below = placement.remote();
			if (asked != null) {
				return asked;
			}
			if (below != null) {
				return below.traceId();
			}
		}
		if (StringUtils.hasLength(seed)) {
			return Ids.seededTraceId(seed);
		}
		if (tracing != null) {
			return tracing.traceId();
		}
		return (remote != null) ? remote.traceId() : null;
	}

	private boolean isSampled(TraceId traceId) {
		if (this.sampler instanceof RatioSampler ratio) {
			return ratio.isSampled(traceId);
		}
		boolean outer = Unobserved.enter();
		try {
			return this.sampler.isSampled(traceId.text());
		}
		catch (Throwable ex) {
			Fatal.rethrow(ex);
			this.logger.warn(this.sampler.getClass(),
					() -> "The TraceSampler failed. Its traces are not recorded: " + ex.getClass().getName());
			return false;
		}
		finally {
			Unobserved.leave(outer);
		}
	}

}
