/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.ContextWrapper;
import dev.langfuse4j.DefaultContextWrapper;
import dev.langfuse4j.aop.ObserveBeanPostProcessor;
import dev.langfuse4j.aop.ResultFollower;
import dev.langfuse4j.aop.ReturnValueHandler;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.trace.LangfuseTracer;
import dev.langfuse4j.trace.ScheduledTasks;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * The post-processors that observe annotated methods and scheduled tasks, and the trace
 * of tasks that run on another thread or later.
 */
@Configuration(proxyBeanMethods = false)
class AopConfiguration {

	@Bean
	static BackgroundBeansInitializer langfuseBackgroundBeansInitializer() {
		return new BackgroundBeansInitializer();
	}

	@Bean
	static ObserveBeanPostProcessor langfuseObserveBeanPostProcessor(ObjectProvider<LangfuseTracer> tracer,
			ObjectProvider<ReturnValueHandler> handlers, ObjectProvider<ResultFollower> followers,
			ObjectProvider<LangfuseSettings> settings, Environment environment) {
		// The first bean that may log a warning for the application
		LogOnce.contextStarts();
		// A post-processor would create the properties bean too early
		Binder binder = Binder.get(environment);
		ObserveProperties defaults = new ObserveProperties();
		ObserveReport report = new ObserveReport(
				binder.bind("langfuse.observe.report", ObserveProperties.Report.class).orElse(defaults.getReport()),
				() -> settings.getObject().isActive());
		boolean outermost = binder.bind("langfuse.observe.order", ObserveProperties.Order.class)
			.orElse(defaults.getOrder()) == ObserveProperties.Order.OUTERMOST;
		ObserveBeanPostProcessor postProcessor = new ObserveBeanPostProcessor(tracer::getObject,
				() -> handlers.orderedStream().toList(), () -> followers.orderedStream().toList(), report, outermost);
		postProcessor.setReactiveReport(report::reactive);
		postProcessor.setProjectCheck((project, method) -> settings.getObject().checkAnnotatedProject(project, method));
		postProcessor
			.setProxyTargetClass(environment.getProperty("spring.aop.proxy-target-class", Boolean.class, Boolean.TRUE));
		return postProcessor;
	}

	/**
	 * Not lazy: it may be needed for the first time when the application ends.
	 */
	@Bean
	@Lazy(false)
	ScheduledTasks langfuseScheduledTasks(ObjectProvider<LangfuseTracer> tracer, LangfuseProperties properties) {
		return new ScheduledTasks(tracer::getObject,
				properties.getObserve().getScheduledTasks() == ObserveProperties.ScheduledTasks.NEW_TRACE);
	}

	/**
	 * Not that of a parent context, which may have other settings.
	 */
	@Bean
	@Lazy
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	ContextWrapper langfuseContextWrapper(ScheduledTasks scheduledTasks) {
		return new DefaultContextWrapper(scheduledTasks);
	}

	@Bean
	static ScheduledTasksPostProcessor langfuseScheduledTasksPostProcessor(ObjectProvider<ScheduledTasks> tasks) {
		return new ScheduledTasksPostProcessor(tasks::getObject);
	}

}
