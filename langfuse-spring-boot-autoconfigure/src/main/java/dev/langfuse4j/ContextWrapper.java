/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Propagates the context of a thread to tasks that other threads run. Observations of
 * these tasks are children of the current observation. The wrapper propagates everything
 * that is registered with Micrometer's context propagation. Inject it if tasks run on
 * threads or executors that Spring does not manage.
 * <p>
 * Thread-safe.
 *
 * @since 0.1.0
 */
public interface ContextWrapper {

	/**
	 * Returns a task that runs in the context of this thread.
	 * @param task the task
	 * @return the task to hand to another thread
	 */
	Runnable wrap(Runnable task);

	/**
	 * Returns a task that runs in the context of this thread.
	 * @param <T> the type of result
	 * @param task the task
	 * @return the task to hand to another thread
	 */
	<T extends @Nullable Object> Callable<T> wrap(Callable<T> task);

	/**
	 * Returns a task that runs in the context of this thread.
	 * @param <T> the type of result
	 * @param task the task
	 * @return the task to hand to another thread
	 */
	<T extends @Nullable Object> Supplier<T> wrap(Supplier<T> task);

	/**
	 * Returns a task that runs in the context of this thread. The compiler selects this
	 * method for a lambda with a result.
	 * @param <T> the type of result
	 * @param task the task
	 * @return the task to hand to another thread
	 */
	<T extends @Nullable Object> Task<T> wrap(Task<T> task);

	/**
	 * Returns an executor that runs each task in the context of the thread that submits
	 * it. An {@link ExecutorService} is returned as one.
	 * @param executor the executor
	 * @return the executor to submit tasks to
	 */
	Executor wrap(Executor executor);

	/**
	 * Returns an executor that runs each task in the context of the thread that submits
	 * it. To shut it down shuts the executor down.
	 * @param executor the executor
	 * @return the executor to submit tasks to; a
	 * {@link java.util.concurrent.ScheduledExecutorService} if it was one. Tasks that it
	 * is to run later, or again and again, have all of the context but the trace: see
	 * {@code langfuse.observe.scheduled-tasks}
	 */
	ExecutorService wrap(ExecutorService executor);

	/**
	 * A task with a result, for whatever takes one.
	 *
	 * @param <T> the type of result
	 */
	@FunctionalInterface
	interface Task<T extends @Nullable Object> extends Supplier<T>, Callable<T> {

		@Override
		default T call() {
			return get();
		}

	}

}
