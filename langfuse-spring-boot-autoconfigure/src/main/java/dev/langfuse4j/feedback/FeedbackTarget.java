/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.feedback;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The trace or observation that feedback is given on.
 *
 * @param project the name of the project, or {@code null} if none is known
 * @param traceId the trace id, 32 lower-case hex digits
 * @param observationId the id of the observation, 16 lower-case hex digits, or
 * {@code null} for the whole trace
 * @param environment the environment of the trace, if it has one of its own
 */
record FeedbackTarget(@Nullable String project, String traceId, @Nullable String observationId,
		@Nullable String environment) {

	private static final Pattern TRACE_ID = Pattern.compile("[0-9a-f]{32}");

	private static final Pattern OBSERVATION_ID = Pattern.compile("[0-9a-f]{16}");

	/**
	 * Checks the ids.
	 * @param project the name of the project
	 * @param traceId the trace id
	 * @param observationId the id of the observation
	 * @param environment the environment
	 */
	FeedbackTarget {
		Assert.isTrue(isTraceId(traceId), "'traceId' must be 32 lower-case hex digits");
		Assert.isTrue(observationId == null || isObservationId(observationId),
				"'observationId' must be 16 lower-case hex digits");
	}

	static boolean isTraceId(String text) {
		return TRACE_ID.matcher(text).matches();
	}

	static boolean isObservationId(String text) {
		return OBSERVATION_ID.matcher(text).matches();
	}

}
