/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export;

import dev.langfuse4j.lang.Internal;

/**
 * Treatment of a model call that ran before in the same trace with the same input.
 *
 * @since 0.1.0
 */
@Internal
public enum DuplicateDetection {

	/**
	 * Do not compare model calls.
	 */
	OFF,

	/**
	 * Add the metadata {@code duplicate_of} and {@code duplicate_count}.
	 */
	MARK,

	/**
	 * Also set the level to WARNING, with a status message.
	 */
	WARN

}
