/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export;

import java.util.List;

import dev.langfuse4j.lang.ExtensionPoint;
import dev.langfuse4j.score.ScoreData;

/**
 * Gets scores beside or instead of a Langfuse server, masked as they leave the
 * application. Add a bean of this type.
 * <p>
 * Called on the one export thread, as an {@link ObservationExporter} is, and under the
 * same terms.
 *
 * @since 0.1.0
 */
@ExtensionPoint
@FunctionalInterface
public interface ScoreExporter {

	/**
	 * Takes some scores, in the order in which they were given.
	 * @param scores the scores, never empty
	 */
	void exportScores(List<ScoreData> scores);

}
