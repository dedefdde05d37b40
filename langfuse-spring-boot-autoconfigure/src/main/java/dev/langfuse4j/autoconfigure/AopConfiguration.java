/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.aop.ObserveBeanPostProcessor;
import dev.langfuse4j.aop.ResultFollower;
import dev.langfuse4j.aop.ReturnValueHandler;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.trace.LangfuseTracer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The post-processor that observes annotated methods.
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
		// Not the properties bean, which a post-processor would create too early
		ObserveProperties properties = Binder.get(environment)
			.bindOrCreate("langfuse.observe", ObserveProperties.class);
		ObserveReport report = new ObserveReport(properties.getReport(), () -> settings.getObject().isActive());
		ObserveBeanPostProcessor postProcessor = new ObserveBeanPostProcessor(tracer::getObject,
				() -> handlers.orderedStream().toList(), () -> followers.orderedStream().toList(), report,
				properties.getOrder() == ObserveProperties.Order.OUTERMOST);
		postProcessor.setReactiveReport(report::reactive);
		postProcessor.setProjectCheck((project, method) -> settings.getObject().checkAnnotatedProject(project, method));
		postProcessor
			.setProxyTargetClass(environment.getProperty("spring.aop.proxy-target-class", Boolean.class, Boolean.TRUE));
		return postProcessor;
	}

}
