/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.vavr;

import java.util.Collections;

import dev.langfuse4j.capture.ValueConverter;
import dev.langfuse4j.capture.Views;
import dev.langfuse4j.lang.Internal;
import io.vavr.Lazy;
import io.vavr.Tuple2;
import io.vavr.Value;
import io.vavr.collection.CharSeq;
import io.vavr.collection.Iterator;
import io.vavr.collection.Map;
import io.vavr.collection.Stream;
import io.vavr.collection.Traversable;
import io.vavr.control.Either;
import io.vavr.control.Option;
import io.vavr.control.Try;
import io.vavr.control.Validation;
import org.jspecify.annotations.Nullable;

/**
 * Converts collections to their elements, and options and similar types to their content.
 * Lazy values are not evaluated.
 *
 * @since 0.1.0
 */
@Internal
public final class VavrConverter implements ValueConverter {

	/**
	 * Creates the converter.
	 */
	public VavrConverter() {
	}

	@Override
	public boolean supports(Class<?> type) {
		boolean lazy = Stream.class.isAssignableFrom(type) || Iterator.class.isAssignableFrom(type);
		return (Traversable.class.isAssignableFrom(type) && !lazy) || Lazy.class.isAssignableFrom(type)
				|| Option.class.isAssignableFrom(type) || Either.class.isAssignableFrom(type)
				|| Try.class.isAssignableFrom(type) || Validation.class.isAssignableFrom(type);
	}

	@Override
	public @Nullable Object convert(Object value) {
		if (value instanceof CharSeq text) {
			return text.toString();
		}
		if (value instanceof Map<?, ?> map) {
			return Views.map(map, map::size, (entry) -> ((Tuple2<?, ?>) entry)._1,
					(entry) -> ((Tuple2<?, ?>) entry)._2);
		}
		if (value instanceof Traversable<?> elements) {
			return Views.collection(elements, elements::size, (element) -> element);
		}
		if (value instanceof Lazy<?> lazy) {
			return lazy.isEvaluated() ? lazy.get() : "<not evaluated>";
		}
		if (value instanceof Either<?, ?> either) {
			return either.isRight() ? either.get() : Collections.singletonMap("left", either.getLeft());
		}
		if (value instanceof Try<?> attempt) {
			return attempt.isSuccess() ? attempt.get() : attempt.getCause();
		}
		if (value instanceof Validation<?, ?> validation) {
			return validation.isValid() ? validation.get() : Collections.singletonMap("invalid", validation.getError());
		}
		return ((Value<?>) value).getOrNull();
	}

}
