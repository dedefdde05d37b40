/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

import java.lang.reflect.Method;
import java.util.Optional;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.logging.Fatal;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * Reads what only a provider's own type says by the names of methods: each client has a
 * type of its own for it, none of which need be there.
 *
 * @since 0.1.0
 */
@Internal
public final class ProviderValues {

	private ProviderValues() {
	}

	/**
	 * The value of the first of these methods that there is.
	 * @param target the object, or {@code null} for one without methods
	 * @param names the names of methods without parameters
	 * @return the value, {@code null} without such a method
	 */
	public static @Nullable Object first(@Nullable Object target, String... names) {
		if (target == null) {
			return null;
		}
		try {
			for (String name : names) {
				Method method = ReflectionUtils.findMethod(target.getClass(), name);
				if (method != null) {
					ReflectionUtils.makeAccessible(method);
					Object value = method.invoke(target);
					return (value instanceof Optional<?> optional) ? optional.orElse(null) : value;
				}
			}
		}
		catch (Throwable ex) {
			// Of a client that is not as open as those we know
			Fatal.rethrow(ex);
		}
		return null;
	}

}
