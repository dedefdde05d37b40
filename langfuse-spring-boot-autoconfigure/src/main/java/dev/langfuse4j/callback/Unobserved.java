/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.callback;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NamedThreadLocal;

/**
 * Marks threads that run code of the application for Langfuse: an extractor, a masker, an
 * expression, a getter. Code that runs below it is not observed, as it would otherwise
 * invoke itself again, or produce a new observation for every observation that is sent.
 *
 * <pre class="code">
 * Object outer = Unobserved.enter(this);
 * try {
 *     this.sampler.isSampled(traceId);
 * }
 * finally {
 *     Unobserved.leave(outer);
 * }
 * </pre>
 *
 * The mark is taken along by Micrometer's context propagation, see
 * {@link UnobservedAccessor}.
 *
 * @since 0.1.0
 */
@Internal
public final class Unobserved {

	private static final ThreadLocal<Object> current = new NamedThreadLocal<>("langfuse unobserved code");

	private Unobserved() {
	}

	/**
	 * Whether this thread runs such code.
	 * @return whether nothing is to be observed
	 */
	public static boolean isCurrent() {
		return current.get() != null;
	}

	/**
	 * Whether this thread runs such code for the given caller.
	 * @param caller the possible caller
	 * @return whether it is the innermost caller
	 */
	public static boolean isCalledBy(Object caller) {
		return current.get() == caller;
	}

	/**
	 * Marks this thread.
	 * @param caller the caller of the code
	 * @return the former mark, for {@link #leave(Object)}
	 */
	public static @Nullable Object enter(Object caller) {
		Object outer = current.get();
		current.set(caller);
		return outer;
	}

	/**
	 * Ends what {@link #enter(Object)} began, on the same thread.
	 * @param outer the former mark
	 */
	public static void leave(@Nullable Object outer) {
		current.set(outer);
	}

	/**
	 * Wraps a task in which nothing is observed, such as the whole work of a thread of
	 * Langfuse.
	 * @param task the task
	 * @return the task to run
	 */
	public static Runnable task(Runnable task) {
		return () -> {
			Object outer = enter(Unobserved.class);
			try {
				task.run();
			}
			finally {
				leave(outer);
			}
		};
	}

}
