/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import io.micrometer.context.ContextSnapshot;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;
import org.springframework.core.env.Environment;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;

/**
 * Does for Spring Boot 4.0 what later versions do themselves: with
 * {@code spring.task.execution.propagate-context} its executors take the current
 * observation along.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(ContextSnapshot.class)
@ConditionalOnMissingClass(TaskDecoratorConfiguration.SINCE_4_1)
class TaskDecoratorConfiguration {

	static final String SINCE_4_1 = "org.springframework.boot.autoconfigure.task.TaskExecutorConfigurations"
			+ "$TaskExecutorContextPropagationConfiguration";

	/**
	 * Added to other decorators of the application, because Spring Boot applies all of
	 * them. An injection of a single one receives that of the application.
	 */
	@Bean
	@Fallback
	@ConditionalOnMissingBean(ContextPropagatingTaskDecorator.class)
	SwitchedTaskDecorator langfuseTaskDecorator(Environment environment) {
		return new SwitchedTaskDecorator(
				environment.getProperty("spring.task.execution.propagate-context", Boolean.class, Boolean.FALSE));
	}

	/**
	 * Read at run time, as ahead-of-time processing would freeze a condition.
	 */
	static final class SwitchedTaskDecorator extends ContextPropagatingTaskDecorator {

		private final boolean enabled;

		SwitchedTaskDecorator(boolean enabled) {
			this.enabled = enabled;
		}

		@Override
		public Runnable decorate(Runnable task) {
			return this.enabled ? super.decorate(task) : task;
		}

	}

}
