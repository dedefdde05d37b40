/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.concurrent.Callable;
import java.util.function.Supplier;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.logging.Fatal;
import dev.langfuse4j.logging.LogOnce;
import org.jspecify.annotations.Nullable;

/**
 * Lets tasks that run later or repeatedly begin traces of their own. Otherwise, work that
 * schedules its successor would continue one trace forever, with the user of the first
 * call. Nothing else of their context is taken from them: the project of the code that
 * schedules them stays theirs, or they would be a tenant's work in the project of
 * another. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class ScheduledTasks {

	private final LogOnce logger = new LogOnce(ScheduledTasks.class);

	private final Supplier<LangfuseTracer> tracer;

	private final boolean newTraces;

	/**
	 * Creates the choice.
	 * @param tracer finds the tracer when the first task runs
	 * @param newTraces whether tasks begin traces of their own, rather than continue the
	 * one they were scheduled in
	 */
	public ScheduledTasks(Supplier<LangfuseTracer> tracer, boolean newTraces) {
		this.tracer = tracer;
		this.newTraces = newTraces;
	}

	/**
	 * Whether tasks begin traces of their own.
	 * @return whether {@link #detached(Runnable)} makes a difference
	 */
	public boolean beginTraces() {
		return this.newTraces;
	}

	/**
	 * A task that leaves the trace which is current where it runs.
	 * @param task the task
	 * @return the task to schedule
	 */
	public Runnable detached(Runnable task) {
		return this.newTraces ? () -> {
			ObservedCall left = leave();
			try (ObservedCall.Scope scope = left.openScope()) {
				task.run();
			}
			finally {
				left.stop();
			}
		} : task;
	}

	/**
	 * A task that leaves the trace which is current where it runs.
	 * @param <T> the type of result
	 * @param task the task
	 * @return the task to schedule
	 */
	public <T extends @Nullable Object> Callable<T> detached(Callable<T> task) {
		return this.newTraces ? () -> {
			ObservedCall left = leave();
			try (ObservedCall.Scope scope = left.openScope()) {
				return task.call();
			}
			finally {
				left.stop();
			}
		} : task;
	}

	/**
	 * A tracer that cannot be had, such as when the application is being closed, must not
	 * keep the task from running.
	 */
	private ObservedCall leave() {
		try {
			return this.tracer.get().leave();
		}
		catch (Throwable ex) {
			Fatal.rethrow(ex);
			this.logger.warn(ex.getClass(),
					() -> "A scheduled task stays in the trace in which it was scheduled, because the "
							+ "tracer is not available: " + ex.getClass().getName());
			return ObservedCall.NONE;
		}
	}

}
