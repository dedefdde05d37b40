/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.callback;

import dev.langfuse4j.lang.Internal;

import org.springframework.core.NamedThreadLocal;

/**
 * Marks threads that run code of the application for Langfuse: an extractor, a masker, an
 * expression, a getter. Code that runs below it is not observed, as it would otherwise
 * invoke itself again, or produce a new observation for every observation that is sent.
 *
 * <pre class="code">
 * boolean outer = Unobserved.enter();
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

	/**
	 * Whether each thread is marked, in an array of one element: only the first mark of a
	 * thread changes its map of values, and a thread keeps no object of Langfuse in
	 * memory.
	 */
	private static final ThreadLocal<boolean[]> marked = NamedThreadLocal.withInitial("langfuse unobserved code",
			() -> new boolean[1]);

	private Unobserved() {
	}

	/**
	 * Whether this thread runs such code.
	 * @return whether nothing is to be observed
	 */
	public static boolean isCurrent() {
		return marked.get()[0];
	}

	/**
	 * Marks this thread.
	 * @return whether it was marked before, for {@link #leave(boolean)}
	 */
	public static boolean enter() {
		boolean[] thread = marked.get();
		boolean outer = thread[0];
		thread[0] = true;
		return outer;
	}

	/**
	 * Ends what {@link #enter()} began, on the same thread.
	 * @param outer whether the thread was marked before
	 */
	public static void leave(boolean outer) {
		marked.get()[0] = outer;
	}

	/**
	 * Wraps a task in which nothing is observed, such as the whole work of a thread of
	 * Langfuse.
	 * @param task the task
	 * @return the task to run
	 */
	public static Runnable task(Runnable task) {
		return () -> {
			boolean outer = Unobserved.enter();
			try {
				task.run();
			}
			finally {
				Unobserved.leave(outer);
			}
		};
	}

}
