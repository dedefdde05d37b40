/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

/**
 * An evaluator with the name of its score.
 *
 * @param name the name of the score
 * @param evaluator the evaluator
 * @param <I> the type of input
 * @param <E> the type of expected output
 * @param <O> the type of output
 */
record NamedEvaluator<I, E, O>(String name, Evaluator<I, E, O> evaluator) {

}
