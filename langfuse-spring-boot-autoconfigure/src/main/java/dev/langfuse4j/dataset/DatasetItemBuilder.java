/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.dataset;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Collects the values of an item to save. Values that are not set are not changed, and
 * Langfuse cannot clear a value. Values are redacted and masked before they are sent, as
 * those of observations are, but not cut. Not thread-safe.
 *
 * @since 0.1.0
 */
public interface DatasetItemBuilder {

	/**
	 * Sets the id, by which the item can be changed later. An id is unique within the
	 * project. By default, Langfuse chooses one.
	 * @param id at most 255 characters
	 * @return this
	 */
	DatasetItemBuilder id(String id);

	/**
	 * Sets the input.
	 * @param input any value: a text as it is, everything else as JSON
	 * @return this
	 */
	DatasetItemBuilder input(@Nullable Object input);

	/**
	 * Sets the expected output.
	 * @param expected any value: a text as it is, everything else as JSON
	 * @return this
	 */
	DatasetItemBuilder expected(@Nullable Object expected);

	/**
	 * Sets the metadata.
	 * @param metadata keys and values
	 * @return this
	 */
	DatasetItemBuilder metadata(@Nullable Map<String, ?> metadata);

	/**
	 * Sets the trace or observation that the item was created from.
	 * @param traceId the id of a trace
	 * @param observationId the id of an observation of the trace, or {@code null} for the
	 * whole trace
	 * @return this
	 */
	DatasetItemBuilder source(@Nullable String traceId, @Nullable String observationId);

	/**
	 * Archives the item: it keeps its results, but is no longer part of the dataset that
	 * is read.
	 * @return this
	 */
	DatasetItemBuilder archived();

	/**
	 * Makes an archived item part of the dataset again.
	 * @return this
	 */
	DatasetItemBuilder active();

	/**
	 * Sets the project that the dataset belongs to. The default is the project in scope.
	 * @param name the name of the project
	 * @return this
	 */
	DatasetItemBuilder project(String name);

	/**
	 * Saves the item. Blocks.
	 * @return the id of the item
	 * @throws DatasetNotFoundException if there is no such dataset, or another dataset
	 * has an item with the id
	 * @throws dev.langfuse4j.http.LangfuseApiException if Langfuse refuses it, for
	 * example because it does not follow the schema of the dataset
	 */
	String save();

}
