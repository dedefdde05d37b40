/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.prompt;

import dev.langfuse4j.actuate.PromptMeters;
import dev.langfuse4j.prompt.DefaultLangfusePrompts;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for the meters of prompts.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = LangfusePromptAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(DefaultLangfusePrompts.class)
public final class LangfusePromptMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	PromptMeters langfusePromptMeters(DefaultLangfusePrompts prompts, PromptProperties properties) {
		return new PromptMeters(prompts, properties.isMetricsByName());
	}

}
