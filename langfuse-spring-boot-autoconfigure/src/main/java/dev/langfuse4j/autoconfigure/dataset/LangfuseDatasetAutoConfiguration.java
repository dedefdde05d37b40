/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.dataset;

import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.dataset.DatasetIntake;
import dev.langfuse4j.dataset.DatasetSettings;
import dev.langfuse4j.dataset.DefaultLangfuseDatasets;
import dev.langfuse4j.dataset.LangfuseDatasets;
import dev.langfuse4j.export.pipeline.ExportPipeline;
import dev.langfuse4j.http.LangfuseApiClients;
import dev.langfuse4j.trace.LangfuseTracer;
import reactor.util.context.Context;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.io.ResourceLoader;

/**
 * Auto-configuration for the datasets of Langfuse. Without keys, or with Langfuse
 * disabled, the same bean is there and reads local files.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = LangfuseAutoConfiguration.class)
@ConditionalOnBean(name = "langfuseApiClients")
@EnableConfigurationProperties(DatasetProperties.class)
public final class LangfuseDatasetAutoConfiguration {

	/**
	 * Not that of a parent context, which may have other keys. Lazy, because many
	 * applications have no datasets.
	 */
	@Bean
	@Lazy
	@ConditionalOnMissingBean(value = LangfuseDatasets.class, search = SearchStrategy.CURRENT)
	LangfuseDatasets langfuseDatasets(LangfuseApiClients clients, LangfuseTracer tracer, DatasetProperties properties,
			ObjectProvider<JsonMapper> mapper, ResourceLoader loader, ContentCapture capture, ExportPipeline pipeline) {
		return new DefaultLangfuseDatasets(clients, () -> tracer.currentProject(Context.empty()),
				properties.toSettings(), () -> mapper.getIfUnique(JsonMapper::shared), loader, capture,
				pipeline.datasets()::mask);
	}

	/**
	 * Not lazy, as nothing asks for it. The intake is created for the first item.
	 */
	@Bean
	@Lazy(false)
	DatasetLifecycle langfuseDatasetLifecycle(LangfuseApiClients clients, DatasetProperties properties,
			ContentCapture capture, ExportPipeline pipeline) {
		DatasetSettings settings = properties.toSettings();
		DatasetLifecycle lifecycle = new DatasetLifecycle(() -> new DatasetIntake(clients, settings,
				pipeline.datasets()::mask, capture.settings().maxTextLength()), properties.getTimeout());
		pipeline.datasets().handOver(lifecycle::accept, lifecycle::delivered, lifecycle::lost);
		return lifecycle;
	}

}
