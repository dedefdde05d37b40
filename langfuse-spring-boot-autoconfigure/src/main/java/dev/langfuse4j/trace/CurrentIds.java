/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Receives the current observation of a thread.
 *
 * @since 0.1.0
 */
@Internal
@FunctionalInterface
public interface CurrentIds {

	/**
	 * Publishes the ids nowhere.
	 */
	CurrentIds NONE = (traceId, observationId) -> {
	};

	/**
	 * Called when the current observation of this thread changes.
	 * @param traceId the ID of the trace, or {@code null} if no recorded observation is
	 * current
	 * @param observationId the id of the observation
	 */
	void changed(@Nullable String traceId, @Nullable String observationId);

}
