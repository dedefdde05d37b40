/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.dataset;

import java.time.Instant;

import org.springframework.core.ParameterizedTypeReference;

/**
 * Describes a dataset that is to be read. Immutable: each method returns another
 * specification.
 *
 * @param <I> the type of the inputs
 * @param <E> the type of the expected outputs
 * @since 0.1.0
 */
public interface DatasetSpec<I, E> {

	/**
	 * Sets the type of the inputs. The default is {@code Object}: a text, a number, a
	 * boolean, a list or a map.
	 * @param <T> the type
	 * @param type any type that the application's {@code JsonMapper} reads
	 * @return a specification with that type
	 */
	<T> DatasetSpec<T, E> input(Class<T> type);

	/**
	 * Sets a generic type for the inputs.
	 * @param <T> the type
	 * @param type any type that the application's {@code JsonMapper} reads
	 * @return a specification with that type
	 */
	<T> DatasetSpec<T, E> input(ParameterizedTypeReference<T> type);

	/**
	 * Sets the type of the expected outputs. The default is {@code Object}.
	 * @param <T> the type
	 * @param type any type that the application's {@code JsonMapper} reads
	 * @return a specification with that type
	 */
	<T> DatasetSpec<I, T> expected(Class<T> type);

	/**
	 * Sets a generic type for the expected outputs.
	 * @param <T> the type
	 * @param type any type that the application's {@code JsonMapper} reads
	 * @return a specification with that type
	 */
	<T> DatasetSpec<I, T> expected(ParameterizedTypeReference<T> type);

	/**
	 * Sets the time whose state of the dataset is read. The default is the time at which
	 * {@link #get()} is called, so that all pages show the same state. Local files have
	 * no former states and ignore it.
	 * @param at the time
	 * @return a specification with that time
	 */
	DatasetSpec<I, E> version(Instant at);

	/**
	 * Sets the project that the dataset belongs to. The default is the project in scope.
	 * @param name the name of a project below {@code langfuse.projects}, or
	 * {@code default}
	 * @return a specification with that project
	 */
	DatasetSpec<I, E> project(String name);

	/**
	 * Reads the dataset with all its items that are not archived. Blocks.
	 * @return the dataset
	 * @throws DatasetNotFoundException if there is no such dataset
	 * @throws DatasetUnavailableException if there is no server
	 * @throws InvalidDatasetException if an item or a line of a file cannot be read. The
	 * message names the item or the line, and none of its content
	 * @throws dev.langfuse4j.http.LangfuseApiException if the server refuses or does not
	 * answer
	 * @throws IllegalStateException if a request to the server is required on a thread
	 * that must not block
	 */
	Dataset<I, E> get();

}
