/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j;

import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.langfuse4j.trace.ScheduledTasks;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshot;

/**
 * Runs tasks in the context of the thread that submits them. Delayed and periodic tasks
 * leave the trace.
 */
final class ContextSchedulingService extends ContextExecutorService<ScheduledExecutorService>
		implements ScheduledExecutorService {

	private final ScheduledTasks tasks;

	ContextSchedulingService(ScheduledExecutorService executor, Supplier<ContextSnapshot> snapshots,
			ScheduledTasks tasks) {
		super(executor, snapshots);
		this.tasks = tasks;
	}

	@Override
	public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
		return getExecutorService().schedule(wrapped(task), delay, unit);
	}

	@Override
	public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
		return getExecutorService().schedule(capture().wrap(this.tasks.detached(task)), delay, unit);
	}

	@Override
	public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long initialDelay, long period, TimeUnit unit) {
		return getExecutorService().scheduleAtFixedRate(wrapped(task), initialDelay, period, unit);
	}

	@Override
	public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initialDelay, long delay, TimeUnit unit) {
		return getExecutorService().scheduleWithFixedDelay(wrapped(task), initialDelay, delay, unit);
	}

	private Runnable wrapped(Runnable task) {
		return capture().wrap(this.tasks.detached(task));
	}

}
