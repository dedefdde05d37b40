/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

/**
 * A run evaluator with the name of its score.
 *
 * @param name the name of the score
 * @param evaluator the evaluator
 * @param <O> the type of output
 */
record NamedRunEvaluator<O>(String name, RunEvaluator<O> evaluator) {

}
