/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.ContextWrapper;
import dev.langfuse4j.DefaultContextWrapper;
import dev.langfuse4j.trace.LangfuseTracer;
import dev.langfuse4j.trace.ScheduledTasks;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures the trace of tasks that run on another thread or later.
 */
@Configuration(proxyBeanMethods = false)
class SchedulingConfiguration {

	@Bean
	ScheduledTasks langfuseScheduledTasks(ObjectProvider<LangfuseTracer> tracer, LangfuseProperties properties) {
		return new ScheduledTasks(tracer::getObject,
				properties.getObserve().getScheduledTasks() == ObserveProperties.ScheduledTasks.NEW_TRACE);
	}

	/**
	 * Not that of a parent context, which may have other settings.
	 */
	@Bean
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	ContextWrapper langfuseContextWrapper(ScheduledTasks scheduledTasks) {
		return new DefaultContextWrapper(scheduledTasks);
	}

	@Bean
	static ScheduledTasksPostProcessor langfuseScheduledTasksPostProcessor(ObjectProvider<ScheduledTasks> tasks) {
		return new ScheduledTasksPostProcessor(tasks::getObject);
	}

}
