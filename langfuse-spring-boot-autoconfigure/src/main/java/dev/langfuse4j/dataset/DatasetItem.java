/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.dataset;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * An item of a dataset: one test case. Immutable as far as its values are.
 *
 * @param <I> the type of the input
 * @param <E> the type of the expected output
 * @since 0.1.0
 */
public final class DatasetItem<I, E> {

	private final @Nullable String id;

	private final I input;

	private final @Nullable E expected;

	private final Map<String, Object> metadata;

	private final ItemOrigin origin;

	DatasetItem(@Nullable String id, I input, @Nullable E expected, Map<String, ?> metadata, ItemOrigin origin) {
		this.id = id;
		this.input = input;
		this.expected = expected;
		this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
		this.origin = origin;
	}

	/**
	 * Creates a local item, which Langfuse does not know.
	 * @param <I> the type of the input
	 * @param <E> the type of the expected output
	 * @param input the input
	 * @param expected the expected output, or {@code null} without one
	 * @return the item
	 * @see #id()
	 */
	public static <I, E> DatasetItem<I, E> of(I input, @Nullable E expected) {
		Assert.notNull(input, "An item of a dataset needs an input");
		return new DatasetItem<>(null, input, expected, Map.of(), ItemOrigin.LOCAL);
	}

	/**
	 * Returns the id. That of a local item follows from its input unless it was
	 * {@linkplain #withId(String) set}: the first 16 hex digits of the SHA-256 of the
	 * text, or of the JSON without blanks.
	 * @return the id
	 * @throws IllegalStateException if the id follows from an input that cannot be
	 * written as JSON
	 */
	public String id() {
		return (this.id != null) ? this.id : ItemIds.ofValue(this.input);
	}

	/**
	 * Returns the input.
	 * @return the input
	 */
	public I input() {
		return this.input;
	}

	/**
	 * Returns the expected output.
	 * @return the expected output, or {@code null} without one
	 */
	public @Nullable E expected() {
		return this.expected;
	}

	/**
	 * Returns the metadata.
	 * @return the metadata, which cannot be changed
	 */
	public Map<String, Object> metadata() {
		return this.metadata;
	}

	/**
	 * Returns the id of the dataset in Langfuse.
	 * @return the id, or {@code null} for a local item
	 */
	public @Nullable String datasetId() {
		return this.origin.datasetId();
	}

	/**
	 * Returns the trace that the item was made from.
	 * @return the id of the trace, or {@code null} without one
	 */
	public @Nullable String sourceTraceId() {
		return this.origin.traceId();
	}

	/**
	 * Returns the observation that the item was made from.
	 * @return the id of the observation, or {@code null} without one
	 */
	public @Nullable String sourceObservationId() {
		return this.origin.observationId();
	}

	/**
	 * Returns a copy with another id.
	 * @param id the id
	 * @return the copy
	 */
	public DatasetItem<I, E> withId(String id) {
		Assert.hasText(id, "The id of an item must not be empty");
		return new DatasetItem<>(id, this.input, this.expected, this.metadata, this.origin);
	}

	/**
	 * Returns a copy with other metadata.
	 * @param metadata the metadata
	 * @return the copy
	 */
	public DatasetItem<I, E> withMetadata(Map<String, ?> metadata) {
		return new DatasetItem<>(this.id, this.input, this.expected, metadata, this.origin);
	}

	/**
	 * Names the item and shows no content.
	 */
	@Override
	public String toString() {
		return "DatasetItem[" + ((this.id != null) ? this.id : "local") + "]";
	}

}
