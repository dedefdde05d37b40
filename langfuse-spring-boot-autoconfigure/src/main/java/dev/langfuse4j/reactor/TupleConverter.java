/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.reactor;

import dev.langfuse4j.capture.ValueConverter;
import dev.langfuse4j.lang.Internal;
import reactor.util.function.Tuple2;

/**
 * Shows tuples as lists.
 *
 * @since 0.1.0
 */
@Internal
public final class TupleConverter implements ValueConverter {

	/**
	 * Creates the converter.
	 */
	public TupleConverter() {
	}

	@Override
	public boolean supports(Class<?> type) {
		return Tuple2.class.isAssignableFrom(type);
	}

	@Override
	public Object convert(Object value) {
		return ((Tuple2<?, ?>) value).toList();
	}

}
