/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.util.function.UnaryOperator;

import dev.langfuse4j.export.score.ScoreSettings;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.score.ScoreData;

/**
 * Settings and collaborators of the export of scores.
 *
 * @param settings bounds
 * @param exporters who gets them beside the server
 * @param configs completes a score by the score config that it names, or throws an
 * {@link IllegalArgumentException} if the server would drop it
 * @since 0.1.0
 */
@Internal
public record Scoring(ScoreSettings settings, ScoreExporters exporters, UnaryOperator<ScoreData> configs) {

	/**
	 * Returns the default settings.
	 * @return the defaults
	 */
	public static Scoring defaults() {
		return new Scoring(ScoreSettings.defaults(), ScoreExporters.of(), UnaryOperator.identity());
	}

}
