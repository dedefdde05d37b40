/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.actuate;

import dev.langfuse4j.actuate.LangfuseHealthIndicator;
import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.autoconfigure.LangfuseProperties;
import dev.langfuse4j.export.pipeline.ExportPipeline;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for the health of the export. On its own, as its conditions are read
 * before it is known whether their classes are there.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = LangfuseAutoConfiguration.class)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnEnabledHealthIndicator("langfuse")
@ConditionalOnBean(name = "langfuseExportPipeline")
public final class LangfuseHealthAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "langfuseHealthIndicator")
	LangfuseHealthIndicator langfuseHealthIndicator(ExportPipeline pipeline, LangfuseProperties properties) {
		return new LangfuseHealthIndicator(pipeline, properties.getHealth().isDownOnFailure());
	}

}
