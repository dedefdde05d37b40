/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

import dev.langfuse4j.trace.ScheduledTasks;

import org.springframework.core.task.TaskDecorator;

/**
 * Wraps the decorator of a {@code ThreadPoolTaskScheduler}, which decorates every task,
 * also those that run at once. Within the context that the decorator restores, a task
 * that is to run later, or again, leaves its trace.
 */
final class ScheduledTaskDecorator implements TaskDecorator {

	private static final String POOL = ScheduledThreadPoolExecutor.class.getName();

	private final TaskDecorator decorator;

	private final Supplier<ScheduledTasks> tasks;

	ScheduledTaskDecorator(TaskDecorator decorator, Supplier<ScheduledTasks> tasks) {
		this.decorator = decorator;
		this.tasks = tasks;
	}

	@Override
	public Runnable decorate(Runnable task) {
		boolean scheduled = task instanceof RunnableScheduledFuture<?> future && isScheduled(future);
		return this.decorator.decorate(scheduled ? this.tasks.get().detached(task) : task);
	}

	/**
	 * Whether a task was scheduled. The stack decides for a task without a delay, because
	 * a pool does not distinguish it from one that was scheduled for now.
	 */
	private static boolean isScheduled(RunnableScheduledFuture<?> task) {
		return task.isPeriodic() || task.getDelay(TimeUnit.NANOSECONDS) > 0
				|| !StackWalker.getInstance().walk(ScheduledTaskDecorator::isForNow);
	}

	private static boolean isForNow(Stream<StackWalker.StackFrame> frames) {
		return frames.dropWhile((frame) -> !frame.getClassName().equals(POOL))
			.takeWhile((frame) -> frame.getClassName().equals(POOL))
			.anyMatch((frame) -> frame.getMethodName().equals("execute") || frame.getMethodName().equals("submit"));
	}

}
