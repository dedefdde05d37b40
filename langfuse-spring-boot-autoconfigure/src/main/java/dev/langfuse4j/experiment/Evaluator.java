/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import dev.langfuse4j.lang.ExtensionPoint;
import org.jspecify.annotations.Nullable;

/**
 * Judges the output of one item, such as by comparing it with what is expected. Called on
 * the thread of the item, for several items at the same time: must be thread-safe.
 *
 * @param <I> the type of input
 * @param <E> the type of expected output
 * @param <O> the type of output
 * @since 0.1.0
 */
@ExtensionPoint
@FunctionalInterface
public interface Evaluator<I, E, O> {

	/**
	 * Evaluates an output.
	 * @param input the item and the output
	 * @return a number, a boolean, a text or a constant of an enum as a category, an
	 * {@link dev.langfuse4j.score.Evaluation Evaluation}, Spring AI's
	 * {@code EvaluationResponse}, several of these in a collection, or a {@code Mono} or
	 * {@code CompletionStage} of these. Nothing, or {@code null}, leaves the item
	 * unscored
	 * @throws Exception if the output cannot be evaluated, which leaves the item unscored
	 */
	@Nullable Object evaluate(EvaluatorInput<I, E, O> input) throws Exception;

}
