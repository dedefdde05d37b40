/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import dev.langfuse4j.observation.TraceAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The requested trace and parent of an observation. It takes precedence over the current
 * observation. Immutable.
 *
 * @param traceId the trace of which it is the root, or {@code null}
 * @param remote the parent in another process, or {@code null}
 * @param parent the observation of this process it is to be below, or {@code null}
 * @param attributes what came along with the observation of another process
 * @param id the id it is to have, or {@code null} for a random one
 * @param yielding whether the attributes of its surroundings take precedence over these
 */
record Placement(@Nullable String traceId, @Nullable RemoteParent remote, @Nullable RecordingObservation parent,
		TraceAttributes attributes, @Nullable String id, boolean yielding) {

	/**
	 * Places the observation where it is started.
	 */
	static final Placement HERE = new Placement(null, null, null, TraceAttributes.NONE, null, false);

	static Placement inTrace(String traceId) {
		return new Placement(traceId, null, null, TraceAttributes.NONE, null, false);
	}

	static Placement below(RemoteParent remote) {
		return new Placement(null, remote, null, TraceAttributes.NONE, null, false);
	}

	static Placement below(RemoteContext remote) {
		return new Placement(null, remote.parent(), null, remote.attributes(), null, false);
	}

	/**
	 * Below the observation of a caller, whose attributes are not trusted as much as
	 * those that are known here.
	 */
	static Placement serving(@Nullable RemoteParent remote, TraceAttributes attributes) {
		return new Placement(null, remote, null, attributes, null, true);
	}

	static Placement below(RecordingObservation parent) {
		return new Placement(null, null, parent, TraceAttributes.NONE, null, false);
	}

	/**
	 * Places the observation where it is started, with an ID that is known elsewhere.
	 */
	static Placement withId(String id) {
		return new Placement(null, null, null, TraceAttributes.NONE, id, false);
	}

	/**
	 * Whether it belongs to another trace than the current observation.
	 */
	boolean isElsewhere() {
		return this.traceId != null || this.remote != null;
	}

}
