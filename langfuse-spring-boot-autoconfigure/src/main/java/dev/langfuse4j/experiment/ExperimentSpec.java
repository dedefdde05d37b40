/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import dev.langfuse4j.dataset.Dataset;
import dev.langfuse4j.dataset.DatasetItem;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * Describes an experiment up to its task. Not thread-safe.
 *
 * @param <I> the type of input
 * @param <E> the type of expected output
 * @since 0.1.0
 */
public interface ExperimentSpec<I, E> {

	/**
	 * Takes the items of a dataset, which is read when the experiment runs.
	 * @param name the name of a dataset of Langfuse, or the location of a local file, see
	 * {@link dev.langfuse4j.dataset.LangfuseDatasets#dataset(String)}
	 * @return this, for items whose parts are what JSON gives
	 */
	ExperimentSpec<Object, Object> dataset(String name);

	/**
	 * Takes the items of a dataset that was read already.
	 * @param <A> the type of input
	 * @param <B> the type of expected output
	 * @param dataset the dataset
	 * @return this
	 */
	<A, B> ExperimentSpec<A, B> dataset(Dataset<A, B> dataset);

	/**
	 * Takes items that are in no dataset.
	 * @param <A> the type of input
	 * @param <B> the type of expected output
	 * @param items the items, each with an id of its own
	 * @return this
	 */
	<A, B> ExperimentSpec<A, B> items(List<DatasetItem<A, B>> items);

	/**
	 * Reads the inputs of the dataset as a type.
	 * @param <T> the type
	 * @param type the type
	 * @return this
	 * @throws IllegalStateException if {@link #dataset(String)} was not called before
	 */
	<T> ExperimentSpec<T, E> input(Class<T> type);

	/**
	 * Reads the expected outputs of the dataset as a type.
	 * @param <T> the type
	 * @param type the type
	 * @return this
	 * @throws IllegalStateException if {@link #dataset(String)} was not called before
	 */
	<T> ExperimentSpec<I, T> expected(Class<T> type);

	/**
	 * Takes the items as they were at a time. The default is now.
	 * @param at the time
	 * @return this
	 * @throws IllegalStateException if {@link #dataset(String)} was not called before
	 */
	ExperimentSpec<I, E> version(Instant at);

	/**
	 * Names the run. Runs of one name over one dataset are one run in Langfuse; the
	 * default is unique: the name of the experiment with the time.
	 * @param runName the name
	 * @return this
	 */
	ExperimentSpec<I, E> runName(String runName);

	/**
	 * Describes the run.
	 * @param description the description, {@code null} for none
	 * @return this
	 */
	ExperimentSpec<I, E> description(@Nullable String description);

	/**
	 * Sets one key of the metadata of the run, such as the commit that is tested.
	 * @param key the key
	 * @param value any value. {@code null} changes nothing
	 * @return this
	 */
	ExperimentSpec<I, E> metadata(String key, @Nullable Object value);

	/**
	 * Names the project that has the dataset and gets the run. The default is that of the
	 * code around {@link Experiment#run()}.
	 * @param name the name of a project below {@code langfuse.projects}, or
	 * {@code default}
	 * @return this
	 */
	ExperimentSpec<I, E> project(String name);

	/**
	 * Sets the task.
	 * @param <O> the type of output
	 * @param task the task, which returns when it is done
	 * @return the experiment
	 */
	<O> Experiment<I, E, O> task(ExperimentTask<I, E, O> task);

	/**
	 * Sets a task that ends later. An item that takes too long is cancelled.
	 * @param <O> the type of output
	 * @param task begins the work
	 * @return the experiment
	 */
	<O> Experiment<I, E, O> asyncTask(Function<DatasetItem<I, E>, ? extends CompletionStage<O>> task);

	/**
	 * Sets a task that is a publisher, of which the first element is the output. An item
	 * that takes too long is cancelled.
	 * @param <O> the type of output
	 * @param task makes the publisher, such as a {@code Mono}
	 * @return the experiment
	 */
	<O> Experiment<I, E, O> reactiveTask(Function<DatasetItem<I, E>, ? extends Publisher<O>> task);

}
