/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.callback;

import dev.langfuse4j.lang.Internal;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Propagates the mark of {@link Unobserved} wherever Micrometer propagates context: to
 * executors with Spring's decorator, and through Reactor if its automatic propagation is
 * enabled. Found by {@link java.util.ServiceLoader}.
 *
 * @since 0.1.0
 */
@Internal
public final class UnobservedAccessor implements ThreadLocalAccessor<Object> {

	/**
	 * The key in snapshots and in the Reactor context.
	 */
	public static final String KEY = "langfuse.unobserved";

	/**
	 * Creates the accessor.
	 */
	public UnobservedAccessor() {
	}

	@Override
	public Object key() {
		return KEY;
	}

	@Override
	public @Nullable Object getValue() {
		return Unobserved.isCurrent() ? KEY : null;
	}

	@Override
	public void setValue(Object value) {
		Unobserved.enter();
	}

	@Override
	public void setValue() {
		Unobserved.leave(false);
	}

}
