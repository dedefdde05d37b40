/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import dev.langfuse4j.lang.ExtensionPoint;
import org.jspecify.annotations.Nullable;

/**
 * Judges a run as a whole, after all items have ended. What it returns becomes a score of
 * the run.
 *
 * @param <O> the type of output
 * @since 0.1.0
 */
@ExtensionPoint
@FunctionalInterface
public interface RunEvaluator<O> {

	/**
	 * Evaluates a run.
	 * @param result the result of all items
	 * @return as of {@link Evaluator#evaluate(EvaluatorInput)}
	 * @throws Exception if the run cannot be evaluated, which leaves it unscored
	 */
	@Nullable Object evaluate(ExperimentResult<O> result) throws Exception;

}
