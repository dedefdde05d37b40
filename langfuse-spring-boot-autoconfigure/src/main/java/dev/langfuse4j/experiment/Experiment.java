/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.time.Duration;

/**
 * Describes how an experiment is evaluated, and runs it. Not thread-safe.
 *
 * @param <I> the type of input
 * @param <E> the type of expected output
 * @param <O> the type of output
 * @since 0.1.0
 */
public interface Experiment<I, E, O> {

	/**
	 * Adds an evaluator. It judges each output; an item that it gives no score counts as
	 * unscored, never as a pass. A method with {@code @ObserveEvaluator} that it calls
	 * gives no score of its own.
	 * @param name the name of the score
	 * @param evaluator the evaluator
	 * @return this
	 * @throws IllegalArgumentException if the name is empty or there is such an evaluator
	 * already
	 */
	Experiment<I, E, O> evaluator(String name, Evaluator<? super I, ? super E, ? super O> evaluator);

	/**
	 * Adds an evaluator of the run as a whole.
	 * @param name the name of the score
	 * @param evaluator the evaluator
	 * @return this
	 * @throws IllegalArgumentException if the name is empty or there is such an evaluator
	 * already
	 */
	Experiment<I, E, O> runEvaluator(String name, RunEvaluator<O> evaluator);

	/**
	 * Limits how many items run at the same time. The default is
	 * {@code langfuse.experiments.concurrency}.
	 * @param items the number of items
	 * @return this
	 * @throws IllegalArgumentException if it is not positive
	 */
	Experiment<I, E, O> concurrency(int items);

	/**
	 * Limits the time that an item may take, its evaluators included. It is interrupted
	 * then and counts as timed out; the next item begins even if its code does not end.
	 * The default is {@code langfuse.experiments.item-timeout}.
	 * @param timeout the time
	 * @return this
	 * @throws IllegalArgumentException if it is not positive
	 */
	Experiment<I, E, O> itemTimeout(Duration timeout);

	/**
	 * Limits the time that all items may take. Those that run then count as timed out,
	 * those that have not begun as missing. The default is
	 * {@code langfuse.experiments.timeout}.
	 * @param timeout the time
	 * @return this
	 * @throws IllegalArgumentException if it is not positive
	 */
	Experiment<I, E, O> timeout(Duration timeout);

	/**
	 * Runs each item several times. Each run counts as an item in averages.
	 * @param times how many times
	 * @return this
	 * @throws IllegalArgumentException if it is not positive
	 */
	Experiment<I, E, O> repetitions(int times);

	/**
	 * Follows the experiment while it runs. The default writes lines to the log.
	 * @param progress is told of each item that has ended
	 * @return this
	 */
	Experiment<I, E, O> onProgress(ExperimentProgress progress);

	/**
	 * Runs the experiment and waits for its end, which includes that Langfuse has it, for
	 * as long as {@code langfuse.experiments.flush-timeout}. A delivery that fails is
	 * logged and never fails the run.
	 * @return the result, also if items failed
	 * @throws IllegalArgumentException if two items have the same id
	 * @throws IllegalStateException if there are neither a dataset nor items, or on a
	 * thread that must not block, such as one of Netty
	 * @throws dev.langfuse4j.http.LangfuseException if the dataset cannot be read
	 */
	ExperimentResult<O> run();

}
