/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.score;

import org.jspecify.annotations.Nullable;

/**
 * The target of a score: a trace, an observation of a trace, a session or a dataset run.
 *
 * @param traceId the id of the trace, or {@code null} for a session or a run
 * @param observationId the id of the observation, or {@code null} for anything else
 * @param sessionId the id of the session, or {@code null} for anything else
 * @param datasetRunId the id of the dataset run, or {@code null} for anything else
 * @since 0.1.0
 */
public record ScoreTarget(@Nullable String traceId, @Nullable String observationId, @Nullable String sessionId,
		@Nullable String datasetRunId) {

	static ScoreTarget trace(String traceId, @Nullable String observationId) {
		return new ScoreTarget(traceId, observationId, null, null);
	}

	static ScoreTarget session(String sessionId) {
		return new ScoreTarget(null, null, sessionId, null);
	}

	static ScoreTarget datasetRun(String datasetRunId) {
		return new ScoreTarget(null, null, null, datasetRunId);
	}

	/**
	 * About how many bytes of memory it takes beside its fixed size.
	 */
	int length() {
		return length(this.traceId) + length(this.observationId) + length(this.sessionId) + length(this.datasetRunId);
	}

	/**
	 * Returns the text that identifies the target.
	 */
	String key() {
		if (this.sessionId != null) {
			return "session:" + this.sessionId;
		}
		if (this.datasetRunId != null) {
			return "run:" + this.datasetRunId;
		}
		return this.traceId + ((this.observationId != null) ? "/" + this.observationId : "");
	}

	private static int length(@Nullable String id) {
		return (id != null) ? id.length() : 0;
	}

}
