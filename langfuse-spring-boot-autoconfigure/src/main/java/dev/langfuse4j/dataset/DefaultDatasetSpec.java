/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.dataset;

import java.lang.reflect.Type;
import java.time.Instant;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.util.Assert;

/**
 * The one implementation of {@link DatasetSpec}.
 *
 * @param <I> the type of the inputs
 * @param <E> the type of the expected outputs
 */
final class DefaultDatasetSpec<I, E> implements DatasetSpec<I, E> {

	private final DatasetSource source;

	private final DatasetConversion conversion;

	private final DatasetQuery query;

	private final Type input;

	private final Type expected;

	private DefaultDatasetSpec(DatasetSource source, DatasetConversion conversion, DatasetQuery query, Type input,
			Type expected) {
		this.source = source;
		this.conversion = conversion;
		this.query = query;
		this.input = input;
		this.expected = expected;
	}

	static DatasetSpec<Object, Object> of(DatasetSource source, DatasetConversion conversion, String name) {
		return new DefaultDatasetSpec<>(source, conversion, DatasetQuery.of(name), Object.class, Object.class);
	}

	@Override
	public <T> DatasetSpec<T, E> input(Class<T> type) {
		return withInput(type);
	}

	@Override
	public <T> DatasetSpec<T, E> input(ParameterizedTypeReference<T> type) {
		return withInput(type.getType());
	}

	@Override
	public <T> DatasetSpec<I, T> expected(Class<T> type) {
		return withExpected(type);
	}

	@Override
	public <T> DatasetSpec<I, T> expected(ParameterizedTypeReference<T> type) {
		return withExpected(type.getType());
	}

	@Override
	public DatasetSpec<I, E> version(Instant at) {
		return with(this.query.version(at));
	}

	@Override
	public DatasetSpec<I, E> project(String name) {
		return with(this.query.project(name));
	}

	@Override
	public Dataset<I, E> get() {
		return this.conversion.convert(this.source.read(this.query), this.input, this.expected);
	}

	private DatasetSpec<I, E> with(DatasetQuery query) {
		return new DefaultDatasetSpec<>(this.source, this.conversion, query, this.input, this.expected);
	}

	private <T> DatasetSpec<T, E> withInput(Type type) {
		Assert.notNull(type, "'type' must not be null");
		return new DefaultDatasetSpec<>(this.source, this.conversion, this.query, type, this.expected);
	}

	private <T> DatasetSpec<I, T> withExpected(Type type) {
		Assert.notNull(type, "'type' must not be null");
		return new DefaultDatasetSpec<>(this.source, this.conversion, this.query, this.input, type);
	}

}
