/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.TraceAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The origin of the traces below, such as a request. The thread of the first observation
 * reads it. It is not read if there is no observation.
 *
 * @since 0.1.0
 */
@Internal
@FunctionalInterface
public interface TraceOrigin {

	/**
	 * Returns the attributes for all observations. Called once.
	 * @return the attributes
	 */
	TraceAttributes attributes();

	/**
	 * The observation of another process that traces continue.
	 * @return the parent, or {@code null} without one
	 */
	default @Nullable RemoteParent remoteParent() {
		return null;
	}

	/**
	 * Returns the project of traces that do not name one. Called at each root.
	 * @return the name of the project, empty for an unknown project, or {@code null} to
	 * let the next origin decide
	 */
	default @Nullable String project() {
		return null;
	}

	/**
	 * Returns the request that is being served, for a {@link ProjectResolver}.
	 * @return the request, or {@code null} if it is not one
	 */
	default @Nullable IncomingRequest request() {
		return null;
	}

	/**
	 * The text that the ids of traces are derived from which begin below.
	 * @return the seed, or {@code null} without one
	 */
	default @Nullable String traceSeed() {
		return null;
	}

	/**
	 * Tells that a trace that is recorded has begun.
	 * @param traceId the id of the trace
	 */
	default void begun(String traceId) {
	}

}
