/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import dev.langfuse4j.lang.ExtensionPoint;

/**
 * Decides which observations to exclude from traces, such as irrelevant steps of a
 * framework. Add a bean of this type. An observation is recorded if all filters accept
 * it. The children of an excluded observation become children of its parent.
 * <p>
 * Called when an observation starts, on the caller's thread: it must be fast and
 * thread-safe. A filter cannot decide later, because children are sent before their
 * parent, with the ID of the parent. The first observation of a trace in this process is
 * recorded without asking, since Langfuse shows a trace by its root: to leave out whole
 * traces, use a {@link TraceSampler}. If a filter throws, the observation is recorded;
 * what must not leave the application is the business of a {@code ContentMasker}.
 *
 * @since 0.1.0
 */
@ExtensionPoint
@FunctionalInterface
public interface ObservationFilter {

	/**
	 * Whether an observation is recorded.
	 * @param candidate the observation, about to start
	 * @return {@code false} to leave it out
	 */
	boolean isRecorded(ObservationCandidate candidate);

}
