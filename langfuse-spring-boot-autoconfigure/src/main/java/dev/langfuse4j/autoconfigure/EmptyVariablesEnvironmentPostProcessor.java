/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.PropertySourceInfo;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.StringUtils;

/**
 * Treats environment variables that begin with {@code LANGFUSE_} and have no value as not
 * set, as the official SDKs do: deployments often declare all of them.
 */
final class EmptyVariablesEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

	private static final String NAME = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

	private static final String PREFIX = "langfuse";

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		PropertySource<?> variables = environment.getPropertySources().get(NAME);
		if (variables instanceof SystemEnvironmentPropertySource source
				&& source.getSource().entrySet().stream().anyMatch(EmptyVariablesEnvironmentPostProcessor::isNotSet)) {
			environment.getPropertySources().replace(NAME, new SetVariables(source));
		}
	}

	private static boolean isNotSet(Map.Entry<String, Object> variable) {
		return isNotSet(variable.getKey(), variable.getValue());
	}

	private static boolean isNotSet(String name, @Nullable Object value) {
		return name.regionMatches(true, 0, PREFIX, 0, PREFIX.length())
				&& (value == null || !StringUtils.hasText(value.toString()));
	}

	/**
	 * After the variables know their origins, before the application's files are read,
	 * which may refer to them.
	 */
	@Override
	public int getOrder() {
		return ConfigDataEnvironmentPostProcessor.ORDER - 1;
	}

	/**
	 * The variables that have a value, as the original gives them out.
	 */
	private static final class SetVariables extends SystemEnvironmentPropertySource
			implements PropertySourceInfo, OriginLookup<String> {

		private final SystemEnvironmentPropertySource original;

		SetVariables(SystemEnvironmentPropertySource original) {
			super(NAME, variables(original.getSource()));
			this.original = original;
		}

		private static Map<String, Object> variables(Map<String, Object> all) {
			Map<String, Object> variables = new LinkedHashMap<>(all);
			variables.entrySet().removeIf(EmptyVariablesEnvironmentPostProcessor::isNotSet);
			return variables;
		}

		@Override
		public boolean containsProperty(String name) {
			return getProperty(name) != null;
		}

		@Override
		public @Nullable Object getProperty(String name) {
			Object value = this.original.getProperty(name);
			return isNotSet(name, value) ? null : value;
		}

		@Override
		public @Nullable Origin getOrigin(String key) {
			return OriginLookup.getOrigin(this.original, key);
		}

		@Override
		public @Nullable String getPrefix() {
			return (this.original instanceof PropertySourceInfo info) ? info.getPrefix() : null;
		}

		@Override
		public boolean isImmutable() {
			return true;
		}

	}

}
