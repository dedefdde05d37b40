/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.experiment;

import java.time.Clock;

import dev.langfuse4j.autoconfigure.ImportForWebApplication;
import dev.langfuse4j.autoconfigure.dataset.LangfuseDatasetAutoConfiguration;
import dev.langfuse4j.autoconfigure.score.LangfuseScoreAutoConfiguration;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.dataset.LangfuseDatasets;
import dev.langfuse4j.experiment.DefaultLangfuseExperiments;
import dev.langfuse4j.experiment.ExperimentEngine;
import dev.langfuse4j.experiment.LangfuseExperiments;
import dev.langfuse4j.experiment.trigger.ExperimentDefinition;
import dev.langfuse4j.experiment.trigger.ExperimentTrigger;
import dev.langfuse4j.export.pipeline.ExportPipeline;
import dev.langfuse4j.http.LangfuseApiClients;
import dev.langfuse4j.http.ProjectLinks;
import dev.langfuse4j.mask.Maskers;
import dev.langfuse4j.score.LangfuseScores;
import dev.langfuse4j.trace.ExperimentTracing;
import dev.langfuse4j.trace.LangfuseTracer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration for experiments. Without keys, or with Langfuse disabled, they run
 * the same and send nothing.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { LangfuseScoreAutoConfiguration.class, LangfuseDatasetAutoConfiguration.class })
@ConditionalOnBean(name = "langfuseApiClients")
@EnableConfigurationProperties({ ExperimentProperties.class, ExperimentTriggerProperties.class })
@ImportForWebApplication(servlet = ExperimentTriggerConfigurations.Servlet.class,
		reactive = ExperimentTriggerConfigurations.Reactive.class)
public final class LangfuseExperimentAutoConfiguration {

	/**
	 * Not that of a parent context, which may have other keys. Lazy, because many
	 * applications have no experiments.
	 */
	@Bean
	@Lazy
	@ConditionalOnMissingBean(value = LangfuseExperiments.class, search = SearchStrategy.CURRENT)
	LangfuseExperiments langfuseExperiments(ExperimentEngine engine, ObjectProvider<LangfuseDatasets> datasets,
			ExperimentProperties properties, Environment environment) {
		return new DefaultLangfuseExperiments(engine, datasets::getObject,
				properties.toSettings(Threading.VIRTUAL.isActive(environment)));
	}

	@Bean
	@Lazy
	ExperimentEngine langfuseExperimentEngine(LangfuseTracer tracer, ContentCapture capture, LangfuseScores scores,
			ExportPipeline pipeline, LangfuseApiClients clients, ProjectLinks links, Maskers maskers) {
		return new ExperimentEngine(new ExperimentTracing(tracer), capture, scores, pipeline, clients, links, maskers);
	}

	@Bean
	@Lazy
	ExperimentTrigger langfuseExperimentTrigger(ExperimentTriggerProperties properties,
			ObjectProvider<ExperimentDefinition> definitions) {
		return new ExperimentTrigger(properties.requireSecret(), Clock.systemUTC(), definitions::orderedStream);
	}

}
