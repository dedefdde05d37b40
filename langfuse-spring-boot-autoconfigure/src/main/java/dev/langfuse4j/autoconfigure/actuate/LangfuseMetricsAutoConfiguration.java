/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.actuate;

import dev.langfuse4j.actuate.LangfuseMeters;
import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.export.pipeline.ExportPipeline;
import io.micrometer.core.instrument.binder.MeterBinder;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for the meters of the export.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = LangfuseAutoConfiguration.class)
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(name = "langfuseExportPipeline")
public final class LangfuseMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	LangfuseMeters langfuseMeters(ExportPipeline pipeline, ContentCapture capture) {
		return new LangfuseMeters(pipeline, capture);
	}

}
