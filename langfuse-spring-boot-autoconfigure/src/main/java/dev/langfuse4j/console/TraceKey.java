/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.TraceState;

/**
 * A trace of a project: two projects may have one of the same id.
 *
 * @param project the name of the project
 * @param id the id of the trace
 */
record TraceKey(String project, String id) {

	static TraceKey of(ObservationData observation) {
		TraceState trace = observation.trace();
		return new TraceKey((trace.project() != null) ? trace.project() : TraceState.DEFAULT_PROJECT, trace.traceId());
	}

	Json json() {
		return new Json().put("id", this.id).put("project", this.project);
	}

}
