/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * An observation of another process. Immutable.
 *
 * @param traceId its trace id, 32 lower-case hex digits
 * @param observationId its id, 16 lower-case hex digits
 * @param observed whether Langfuse knows its trace there, so that what continues it here
 * is not where the application begins
 * @param sampledOut whether Langfuse would know it, had its trace not been sampled out
 * @since 0.1.0
 */
@Internal
public record RemoteParent(String traceId, String observationId, boolean observed, boolean sampledOut) {

	/**
	 * Reads ids as they come from outside.
	 * @param traceId the trace id
	 * @param observationId the id of the observation
	 * @param observed whether Langfuse knows its trace there
	 * @param sampledOut whether its trace was sampled out there
	 * @return the parent, or {@code null} if the ids cannot be used
	 */
	public static @Nullable RemoteParent of(@Nullable String traceId, @Nullable String observationId, boolean observed,
			boolean sampledOut) {
		if (traceId == null || observationId == null || !Ids.isTraceId(traceId)
				|| !Ids.isObservationId(observationId)) {
			return null;
		}
		return new RemoteParent(traceId, observationId, observed, sampledOut);
	}

}
