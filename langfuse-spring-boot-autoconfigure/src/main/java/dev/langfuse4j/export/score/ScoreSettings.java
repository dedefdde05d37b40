/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.score;

import dev.langfuse4j.lang.Internal;

/**
 * Bounds of the export of scores. Made from {@code langfuse.score.*}.
 *
 * @param endpoint where scores are sent
 * @param maxQueueSize the scores kept at most for each project, waiting or on their way
 * @param maxQueueBytes about how many bytes of memory they may take
 * @since 0.1.0
 */
@Internal
public record ScoreSettings(ScoreEndpointMode endpoint, int maxQueueSize, long maxQueueBytes) {

	/**
	 * The settings of an application that configures nothing.
	 * @return the defaults
	 */
	public static ScoreSettings defaults() {
		return new ScoreSettings(ScoreEndpointMode.AUTO, 10_000, 4 * 1024 * 1024);
	}

}
