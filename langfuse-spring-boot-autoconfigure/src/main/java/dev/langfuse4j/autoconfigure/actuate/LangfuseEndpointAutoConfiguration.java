/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.actuate;

import java.util.List;

import dev.langfuse4j.actuate.LangfuseEndpoint;
import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.autoconfigure.LangfuseSettings;
import dev.langfuse4j.export.pipeline.ExportPipeline;
import dev.langfuse4j.prompt.DefaultLangfusePrompts;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for Actuator's endpoint {@code langfuse}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = LangfuseAutoConfiguration.class)
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnAvailableEndpoint(LangfuseEndpoint.class)
@ConditionalOnBean(name = "langfuseExportPipeline")
public final class LangfuseEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	LangfuseEndpoint langfuseEndpoint(ExportPipeline pipeline, LangfuseSettings settings,
			ObjectProvider<DefaultLangfusePrompts> prompts) {
		return new LangfuseEndpoint(pipeline, settings::describe, () -> {
			DefaultLangfusePrompts cache = prompts.getIfUnique();
			return (cache != null) ? cache.cached() : List.of();
		});
	}

}
