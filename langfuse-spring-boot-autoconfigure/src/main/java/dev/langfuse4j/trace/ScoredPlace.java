/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.LangfuseTrace;
import dev.langfuse4j.observation.TraceState;
import org.jspecify.annotations.Nullable;

/**
 * The target of a score, with the values that the score inherits.
 *
 * @param trace the trace
 * @param observationId the id of the observation, or {@code null} for the whole trace
 * @param environment the environment that is sent with the observation, or {@code null}
 * for that of the application
 * @since 0.1.0
 */
@Internal
public record ScoredPlace(TraceState trace, @Nullable String observationId, @Nullable String environment) {

	/**
	 * The observation that a handle stands for.
	 * @param handle any handle
	 * @return the place, or {@code null} if the handle stands for no observation
	 */
	public static @Nullable ScoredPlace of(LangfuseObservation handle) {
		RecordingObservation node = PlacedObservation.nodeOf(handle);
		return (node != null) ? node.scored() : null;
	}

	/**
	 * The trace that a handle stands for.
	 * @param handle any handle
	 * @return the place, or {@code null} if the handle stands for no trace
	 */
	public static @Nullable ScoredPlace of(LangfuseTrace handle) {
		return (handle instanceof RecordingTrace trace) ? trace.scored() : null;
	}

}
