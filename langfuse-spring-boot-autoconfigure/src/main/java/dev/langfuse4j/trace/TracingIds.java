/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import dev.langfuse4j.lang.Internal;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * The ids that the application's own tracing gave to an observation, so that a trace has
 * the same id there and in Langfuse.
 *
 * @since 0.1.0
 */
@Internal
@FunctionalInterface
public interface TracingIds {

	/**
	 * No tracing.
	 */
	TracingIds NONE = (context) -> null;

	/**
	 * The ids of an observation that has just been started.
	 * @param context the observation's context
	 * @return the ids, or {@code null} without tracing
	 */
	@Nullable Pair find(Observation.Context context);

	/**
	 * Makes a carrier look to Micrometer Tracing like the nearest observation above it,
	 * so that observations below it have the same parent there as without it.
	 * @param context the context
	 */
	default void takeOver(Observation.Context context) {
	}

	/**
	 * Makes a span that was {@linkplain #takeOver(Observation.Context) adopted} current
	 * for Micrometer Tracing, on a thread on which it may not be current.
	 * @param context the context
	 * @return the scope, to be closed on this thread
	 */
	default ObservedCall.Scope openScope(Observation.Context context) {
		return ObservedCall.Scope.NONE;
	}

	/**
	 * A trace id and a span id.
	 *
	 * @param traceId the trace id, 32 lower-case hex digits
	 * @param spanId the span id, 16 lower-case hex digits
	 */
	record Pair(String traceId, String spanId) {

	}

}
