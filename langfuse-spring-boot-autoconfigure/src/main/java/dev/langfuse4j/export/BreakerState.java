/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export;

import dev.langfuse4j.lang.Internal;

/**
 * State of the circuit breaker of a project's server.
 *
 * @since 0.1.0
 */
@Internal
public enum BreakerState {

	/**
	 * All is sent.
	 */
	CLOSED,

	/**
	 * Only probes are sent, each with a single observation.
	 */
	OPEN,

	/**
	 * A probe is under way.
	 */
	PROBING

}
