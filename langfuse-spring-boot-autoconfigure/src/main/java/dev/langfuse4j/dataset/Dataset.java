/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.dataset;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A dataset as it was read, with all its items. Immutable.
 *
 * @param <I> the type of the inputs
 * @param <E> the type of the expected outputs
 * @since 0.1.0
 */
public final class Dataset<I, E> {

	private final String name;

	private final @Nullable String id;

	private final @Nullable String projectId;

	private final @Nullable Instant version;

	private final List<DatasetItem<I, E>> items;

	Dataset(String name, @Nullable String id, @Nullable String projectId, @Nullable Instant version,
			List<DatasetItem<I, E>> items) {
		this.name = name;
		this.id = id;
		this.projectId = projectId;
		this.version = version;
		this.items = List.copyOf(items);
	}

	/**
	 * Creates a local dataset, which Langfuse does not know.
	 * @param <I> the type of the inputs
	 * @param <E> the type of the expected outputs
	 * @param name a name
	 * @param items the items
	 * @return the dataset
	 */
	public static <I, E> Dataset<I, E> of(String name, List<DatasetItem<I, E>> items) {
		Assert.hasText(name, "The name of a dataset must not be empty");
		return new Dataset<>(name, null, null, null, items);
	}

	/**
	 * Returns the name.
	 * @return the name with its folders, or the location of a local file
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Returns the id that Langfuse gave the dataset.
	 * @return the id, or {@code null} for a local dataset
	 */
	public @Nullable String id() {
		return this.id;
	}

	/**
	 * Returns the id of the project in Langfuse.
	 * @return the id, or {@code null} for a local dataset
	 */
	public @Nullable String projectId() {
		return this.projectId;
	}

	/**
	 * Returns the time whose state was read.
	 * @return the time, or {@code null} for a local dataset
	 */
	public @Nullable Instant version() {
		return this.version;
	}

	/**
	 * Returns the items, the oldest first, as they are in a file.
	 * @return the items, which cannot be changed
	 */
	public List<DatasetItem<I, E>> items() {
		return this.items;
	}

	/**
	 * Names the dataset and shows no content.
	 */
	@Override
	public String toString() {
		return "Dataset[" + this.name + ", " + this.items.size() + " items]";
	}

}
