/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.score;

import dev.langfuse4j.lang.Internal;

/**
 * Passes scores from the application to the export.
 *
 * @since 0.1.0
 */
@Internal
public interface ScoreSink {

	/**
	 * Whether anybody wants scores.
	 * @return whether scores are wanted
	 */
	boolean takesScores();

	/**
	 * Takes a score, on the caller's thread: must neither block nor throw. One whose
	 * project is not known, or takes nothing, is counted as lost.
	 * @param score the score
	 */
	void acceptScore(ScoreData score);

	/**
	 * Counts a score that has no project to go to.
	 */
	void unroutedScore();

}
