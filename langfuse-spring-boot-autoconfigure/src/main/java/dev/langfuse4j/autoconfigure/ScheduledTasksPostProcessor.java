/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.lang.reflect.Field;
import java.util.function.Supplier;

import dev.langfuse4j.trace.ScheduledTasks;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.util.ReflectionUtils;

/**
 * Makes the tasks of schedulers that propagate context leave the trace in which they were
 * scheduled. A scheduler without a decorator takes nothing along, nor does one that
 * starts a thread for each task.
 */
final class ScheduledTasksPostProcessor implements BeanPostProcessor {

	/**
	 * Reads the field of the scheduler's decorator, for which there is no accessor.
	 */
	static final @Nullable Field DECORATOR = ReflectionUtils.findField(ThreadPoolTaskScheduler.class, "taskDecorator",
			TaskDecorator.class);

	private final Supplier<ScheduledTasks> tasks;

	ScheduledTasksPostProcessor(Supplier<ScheduledTasks> tasks) {
		this.tasks = tasks;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof ThreadPoolTaskScheduler scheduler && DECORATOR != null) {
			ReflectionUtils.makeAccessible(DECORATOR);
			Object decorator = ReflectionUtils.getField(DECORATOR, scheduler);
			if (decorator instanceof TaskDecorator present && !(present instanceof ScheduledTaskDecorator)) {
				scheduler.setTaskDecorator(new ScheduledTaskDecorator(present, this.tasks));
			}
		}
		return bean;
	}

}
