/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import dev.langfuse4j.lang.Internal;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the observation of another library comes from, such as the request that a
 * server's observation is about: it begins before anybody could carry that to it.
 * Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
@FunctionalInterface
public interface ContextOrigin {

	/**
	 * Finds the origin. Asked at the start of a root.
	 * @param context the context of the observation
	 * @return the origin, or {@code null} if it is not known
	 */
	@Nullable TraceOrigin find(Observation.Context context);

	/**
	 * Whether an observation is that of a request to an endpoint of this library, which
	 * is no trace, however much is observed of others.
	 * @param context the observation's context, just started
	 * @return whether nothing is to be observed of it and below it
	 */
	default boolean isOwnRequest(Observation.Context context) {
		return false;
	}

}
