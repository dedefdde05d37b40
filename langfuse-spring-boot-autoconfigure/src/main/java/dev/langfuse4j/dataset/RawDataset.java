/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.dataset;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A dataset as JSON, before its values have types.
 *
 * @param name the name
 * @param id the id, or {@code null} for a local one
 * @param projectId the id of the project, or {@code null} for a local one
 * @param version the time whose state was read, or {@code null} for a local one
 * @param items the items
 */
record RawDataset(String name, @Nullable String id, @Nullable String projectId, @Nullable Instant version,
		List<Item> items) {

	/**
	 * An item as JSON.
	 *
	 * @param where names the item in messages, without its content
	 * @param id the id
	 * @param input the input
	 * @param expected the expected output, perhaps none
	 * @param metadata the metadata, perhaps none
	 * @param origin where the item comes from
	 */
	record Item(String where, String id, JsonNode input, JsonNode expected, JsonNode metadata, ItemOrigin origin) {

		@Override
		public String toString() {
			return this.where;
		}

	}

}
