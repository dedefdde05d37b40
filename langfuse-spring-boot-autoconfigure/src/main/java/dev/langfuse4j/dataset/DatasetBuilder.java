/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.dataset;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Collects the values of a dataset to save. Values that are not set are not changed, and
 * Langfuse cannot clear a value. Texts are redacted and masked before they are sent. Not
 * thread-safe.
 *
 * @since 0.1.0
 */
public interface DatasetBuilder {

	/**
	 * Sets the description.
	 * @param description the text
	 * @return this
	 */
	DatasetBuilder description(@Nullable String description);

	/**
	 * Sets the metadata.
	 * @param metadata keys and values
	 * @return this
	 */
	DatasetBuilder metadata(@Nullable Map<String, ?> metadata);

	/**
	 * Sets the JSON schema that the inputs of all items must follow, existing items
	 * included.
	 * @param schema the schema: a map, a tree, or a text of JSON
	 * @return this
	 */
	DatasetBuilder inputSchema(@Nullable Object schema);

	/**
	 * Sets the JSON schema that the expected outputs of all items must follow, existing
	 * items included.
	 * @param schema the schema: a map, a tree, or a text of JSON
	 * @return this
	 */
	DatasetBuilder expectedOutputSchema(@Nullable Object schema);

	/**
	 * Sets the project that the dataset belongs to. The default is the project in scope.
	 * @param name the name of the project
	 * @return this
	 */
	DatasetBuilder project(String name);

	/**
	 * Saves the dataset. Blocks.
	 * @return the id of the dataset
	 * @throws dev.langfuse4j.http.LangfuseApiException if Langfuse refuses it, for
	 * example because an existing item does not follow a schema
	 */
	String save();

}
