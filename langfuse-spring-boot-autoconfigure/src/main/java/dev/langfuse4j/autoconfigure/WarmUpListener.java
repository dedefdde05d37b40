/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.aop.CallWarmUp;
import dev.langfuse4j.export.pipeline.ExportPipeline;

import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Prepares the first observed call, if Langfuse is active: beside the start where Spring
 * Boot loads most of Jackson's classes there anyway and a processor is idle, otherwise as
 * soon as the application has started. On two busy processors, or if all classes remain
 * to be loaded, the start takes longer if the preparation begins before.
 */
final class WarmUpListener implements ApplicationListener<SpringApplicationEvent> {

	private static final String JACKSON = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration";

	@Override
	public void onApplicationEvent(SpringApplicationEvent event) {
		if (event instanceof ApplicationPreparedEvent prepared
				&& isActive(prepared.getApplicationContext().getEnvironment())
				&& ClassUtils.isPresent(JACKSON, WarmUpListener.class.getClassLoader())) {
			CallWarmUp.beginBesideStart();
		}
		else if (event instanceof ApplicationStartedEvent started
				&& isActive(started.getApplicationContext().getEnvironment())) {
			// Found here, as the other thread must not create beans. Its status needs the
			// export of the default project, as does the first observation
			ExportPipeline pipeline = started.getApplicationContext()
				.getBeanProvider(ExportPipeline.class)
				.getIfUnique();
			CallWarmUp.begin((pipeline != null) ? pipeline::status : () -> {
			});
		}
	}

	private static boolean isActive(Environment environment) {
		return LangfuseActivation.of(environment).isActive();
	}

}
