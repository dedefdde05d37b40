/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.kotlin;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.function.UnaryOperator;

import dev.langfuse4j.capture.KotlinNames;
import dev.langfuse4j.capture.ValueConverter;
import dev.langfuse4j.lang.Internal;
import kotlin.Lazy;
import kotlin.Result;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.ReflectionUtils;

/**
 * Converts values of Kotlin's own library: unsigned numbers, durations, results. Lazy
 * values are not evaluated.
 *
 * @since 0.1.0
 */
@Internal
public final class KotlinValueConverter implements ValueConverter {

	private static final String FAILURE = "kotlin.Result$Failure";

	/**
	 * Creates the converter.
	 */
	public KotlinValueConverter() {
	}

	@Override
	public boolean supports(Class<?> type) {
		return KotlinNames.decoderOf(type.getName()) != null || Lazy.class.isAssignableFrom(type)
				|| type == Result.class || type.getName().equals(FAILURE);
	}

	@Override
	public @Nullable Object convert(Object value) {
		if (value instanceof Lazy<?> lazy) {
			return lazy.isInitialized() ? lazy.getValue() : "<not evaluated>";
		}
		if (value.getClass().getName().equals(FAILURE)) {
			return exception(value);
		}
		Method unbox = ReflectionUtils.findMethod(value.getClass(), "unbox-impl");
		Assert.state(unbox != null, "A value class has a method that unboxes it");
		Object held = ReflectionUtils.invokeMethod(unbox, value);
		if (held == null || value instanceof Result) {
			return (held != null && held.getClass().getName().equals(FAILURE)) ? exception(held) : held;
		}
		UnaryOperator<Object> decoder = KotlinNames.decoderOf(value.getClass().getName());
		return (decoder != null) ? decoder.apply(held) : held;
	}

	private static @Nullable Object exception(Object failure) {
		Field exception = ReflectionUtils.findField(failure.getClass(), "exception");
		Assert.state(exception != null, "A failure has an exception");
		return ReflectionUtils.getField(exception, failure);
	}

}
