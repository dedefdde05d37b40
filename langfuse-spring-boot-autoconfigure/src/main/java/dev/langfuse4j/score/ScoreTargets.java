/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.score;

import dev.langfuse4j.capture.WellFormed;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.LangfuseTrace;
import dev.langfuse4j.observation.TraceState;
import dev.langfuse4j.trace.LangfuseTracer;
import dev.langfuse4j.trace.ScoredPlace;
import dev.langfuse4j.trace.TraceSampler;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;

/**
 * Determines whether the scores of a target are sent, and the values that they inherit.
 */
final class ScoreTargets {

	private final ScoreSink sink;

	private final LangfuseTracer tracer;

	private final TraceSampler sampler;

	ScoreTargets(ScoreSink sink, LangfuseTracer tracer, TraceSampler sampler) {
		this.sink = sink;
		this.tracer = tracer;
		this.sampler = sampler;
	}

	/**
	 * An observation, or {@code null} if its scores are not sent.
	 */
	@Nullable Found observation(LangfuseObservation handle) {
		ScoredPlace place = ScoredPlace.of(handle);
		return (place != null) ? place(place) : trace(handle.traceId(), handle.observationId(), null);
	}

	LangfuseObservation current() {
		return this.tracer.current();
	}

	/**
	 * A trace, or {@code null} if its scores are not sent.
	 */
	@Nullable Found trace(LangfuseTrace handle) {
		ScoredPlace place = ScoredPlace.of(handle);
		return (place != null) ? place(place) : trace(handle.id(), null, null);
	}

	/**
	 * A trace or an observation of it, or {@code null} if its scores are not sent. The
	 * current trace is known; of any other the sampler tells, which depends on nothing
	 * but the id.
	 * @param project the project that was named, or {@code null} if none was
	 */
	@Nullable Found trace(@Nullable String traceId, @Nullable String observationId, @Nullable String project) {
		if (traceId == null || !this.sink.takesScores()) {
			return null;
		}
		ScoreTarget target = ScoreTarget.trace(WellFormed.of(traceId),
				(observationId != null) ? WellFormed.of(observationId) : null);
		ScoredPlace current = ScoredPlace.of(this.tracer.current().trace());
		if (current != null && current.trace().traceId().equals(traceId)) {
			return Scores.isRecorded(this.sink, current.trace()) ? new Found(target,
					(project != null) ? project : Scores.projectOf(current.trace()), current.environment()) : null;
		}
		return isSampled(traceId) ? found(target, project) : null;
	}

	/**
	 * Anything that belongs to no single trace, or {@code null} if its scores are not
	 * sent.
	 */
	@Nullable Found other(ScoreTarget target, @Nullable String project) {
		return this.sink.takesScores() ? found(target, project) : null;
	}

	private @Nullable Found place(ScoredPlace place) {
		TraceState trace = place.trace();
		return Scores.isRecorded(this.sink, trace)
				? new Found(ScoreTarget.trace(trace.traceId(), place.observationId()), Scores.projectOf(trace),
						place.environment())
				: null;
	}

	private @Nullable Found found(ScoreTarget target, @Nullable String project) {
		String known = (project != null) ? project : this.tracer.currentProject(Context.empty());
		if (known == null) {
			this.sink.unroutedScore();
			return null;
		}
		return new Found(target, known, null);
	}

	/**
	 * A sampler that fails records nothing.
	 */
	private boolean isSampled(String traceId) {
		try {
			return !ScoreRules.isSampled(traceId) || this.sampler.isSampled(traceId);
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	/**
	 * A target with the project and the environment of its scores.
	 *
	 * @param target the target
	 * @param project the project it belongs to
	 * @param environment the environment that it has, or {@code null} for that of the
	 * application
	 */
	record Found(ScoreTarget target, String project, @Nullable String environment) {

	}

}
