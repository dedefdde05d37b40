/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export;

import dev.langfuse4j.lang.Internal;

/**
 * The observations to drop when the queue is full. Either way, once an observation is
 * lost, the rest of its trace is lost too: an incomplete tree is misleading.
 *
 * @since 0.1.0
 */
@Internal
public enum QueueOverflow {

	/**
	 * Drop new observations: the first traces of a burst are kept.
	 */
	DROP_NEWEST,

	/**
	 * Drop the observations that have waited longest: the most recent traces are kept.
	 */
	DROP_OLDEST

}
