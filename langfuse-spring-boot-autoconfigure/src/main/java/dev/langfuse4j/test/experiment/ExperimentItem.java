/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.util.concurrent.Callable;

import dev.langfuse4j.dataset.DatasetItem;
import org.jspecify.annotations.Nullable;

/**
 * Stands for one item of the dataset in one {@link ExperimentTest @ExperimentTest}: runs
 * the task that is measured, and takes its scores. A test gets it as a parameter.
 * <p>
 * Valid while the test method runs. Thread-safe.
 *
 * @since 0.1.0
 */
public interface ExperimentItem {

	/**
	 * Runs what the experiment measures, on the calling thread. It is the observation in
	 * Langfuse that the scores belong to, with the item's input and the returned value as
	 * its output. A test calls this once.
	 * @param <T> the type of the result
	 * @param <X> what the task throws
	 * @param task the task
	 * @return what the task returned
	 * @throws X if the task threw it
	 * @throws IllegalStateException if the task of this item ran already
	 */
	<T extends @Nullable Object, X extends Exception> T task(Task<T, X> task) throws X;

	/**
	 * Gives a score.
	 * @param name the name of the score, other than {@code passed}
	 * @param value a number, a boolean, a text or a constant of an enum as a category, an
	 * {@code Evaluation}, Spring AI's {@code EvaluationResponse}, or several of these
	 * @return this
	 * @throws IllegalArgumentException if the value is no score, {@code null} as well
	 */
	ExperimentItem score(String name, @Nullable Object value);

	/**
	 * The item of the dataset, its input and expected output as they are in JSON: texts,
	 * numbers, booleans, lists and maps.
	 * @return the item
	 */
	DatasetItem<Object, Object> datasetItem();

	/**
	 * The repetition of the item.
	 * @return a number from 1
	 */
	int repetition();

	/**
	 * The trace of this item.
	 * @return its id, or {@code null} if nothing is recorded
	 */
	@Nullable String traceId();

	/**
	 * A task, a {@link Callable} that says what it throws.
	 *
	 * @param <T> the type of the result
	 * @param <X> what the task throws
	 */
	@FunctionalInterface
	interface Task<T extends @Nullable Object, X extends Exception> {

		/**
		 * Runs the task.
		 * @return its output
		 * @throws X if it fails
		 */
		T run() throws X;

	}

}
