/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Contributes defaults for properties of Spring Boot, with the lowest precedence: its
 * executors propagate the current observation, unless Langfuse is disabled or
 * {@code langfuse.observe.propagate-context} is off, {@code langfuse.debug} sets the
 * level of our loggers, and with the console observations are exported soon, so that they
 * are seen soon.
 */
final class LangfuseDefaultsEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	private static final String PROPAGATE_CONTEXT = "spring.task.execution.propagate-context";

	private static final String FLUSH_INTERVAL = "langfuse.flush-interval";

	private static final String LOGGING_LEVEL = "logging.level.dev.langfuse4j";

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		Binder binder = Binder.get(environment);
		Map<String, Object> defaults = new LinkedHashMap<>();
		if (LangfuseActivation.of(environment).isActive()
				&& LangfuseSwitches.isOn(binder, "langfuse.observe.propagate-context", true)
				&& !binder.bind(PROPAGATE_CONTEXT, String.class).isBound()) {
			defaults.put(PROPAGATE_CONTEXT, true);
		}
		if (LangfuseSwitches.isOn(binder, "langfuse.console.enabled", false)
				&& !binder.bind(FLUSH_INTERVAL, String.class).isBound()) {
			defaults.put(FLUSH_INTERVAL, "500ms");
		}
		if (LangfuseSwitches.isOn(binder, "langfuse.debug", false)) {
			defaults.put(LOGGING_LEVEL, "debug");
		}
		if (!defaults.isEmpty()) {
			environment.getPropertySources().addLast(new MapPropertySource("langfuse defaults", defaults));
		}
	}

	/**
	 * After the application's files have been read.
	 */
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
