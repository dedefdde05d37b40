/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.trace.LangfuseTracer;
import dev.langfuse4j.trace.ScheduledTasks;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The {@link ContextWrapper} of an application context.
 *
 * @since 0.1.0
 */
@Internal
public final class DefaultContextWrapper implements ContextWrapper {

	private static final String TASK_REQUIRED = "'task' must not be null";

	private static final String EXECUTOR_REQUIRED = "'executor' must not be null";

	private final ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder().build();

	private final ScheduledTasks scheduledTasks;

	/**
	 * Creates the bean.
	 * @param scheduledTasks which trace tasks belong to that run later
	 */
	public DefaultContextWrapper(ScheduledTasks scheduledTasks) {
		this.scheduledTasks = scheduledTasks;
	}

	@Override
	public Runnable wrap(Runnable task) {
		Assert.notNull(task, TASK_REQUIRED);
		return snapshot().wrap(task);
	}

	@Override
	public <T extends @Nullable Object> Callable<T> wrap(Callable<T> task) {
		Assert.notNull(task, TASK_REQUIRED);
		return snapshot().wrap(task);
	}

	@Override
	public <T extends @Nullable Object> Supplier<T> wrap(Supplier<T> task) {
		Assert.notNull(task, TASK_REQUIRED);
		ContextSnapshot snapshot = snapshot();
		return () -> {
			try (ContextSnapshot.Scope scope = snapshot.setThreadLocals()) {
				return task.get();
			}
		};
	}

	@Override
	public <T extends @Nullable Object> Task<T> wrap(Task<T> task) {
		Supplier<T> wrapped = wrap((Supplier<T>) task);
		return wrapped::get;
	}

	@Override
	public Executor wrap(Executor executor) {
		Assert.notNull(executor, EXECUTOR_REQUIRED);
		return (executor instanceof ExecutorService service) ? wrap(service)
				: (task) -> executor.execute(snapshot().wrap(task));
	}

	@Override
	public ExecutorService wrap(ExecutorService executor) {
		Assert.notNull(executor, EXECUTOR_REQUIRED);
		return (executor instanceof ScheduledExecutorService scheduled)
				? new ContextSchedulingService(scheduled, this::snapshot, this.scheduledTasks)
				: ContextExecutorService.wrap(executor, this::snapshot);
	}

	private ContextSnapshot snapshot() {
		LangfuseTracer.leaveScopesClosedElsewhere();
		return this.snapshots.captureAll();
	}

}
