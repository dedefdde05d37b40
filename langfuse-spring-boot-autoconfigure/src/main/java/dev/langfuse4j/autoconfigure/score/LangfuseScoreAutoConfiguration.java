/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.score;

import java.util.ArrayList;
import java.util.List;

import dev.langfuse4j.autoconfigure.LangfuseActivation;
import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.export.ScoreExporter;
import dev.langfuse4j.export.pipeline.ExportPipeline;
import dev.langfuse4j.export.pipeline.OptionalExporter;
import dev.langfuse4j.export.pipeline.ScoreExporters;
import dev.langfuse4j.export.pipeline.Scoring;
import dev.langfuse4j.http.LangfuseApiClients;
import dev.langfuse4j.score.DefaultLangfuseScores;
import dev.langfuse4j.score.LangfuseScores;
import dev.langfuse4j.score.ScoreConfigs;
import dev.langfuse4j.trace.LangfuseTracer;
import dev.langfuse4j.trace.TraceSampler;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration for scores. Without keys, or with Langfuse disabled, the same bean
 * is there: it checks scores and sends none.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = LangfuseAutoConfiguration.class)
@ConditionalOnBean(name = "langfuseApiClients")
@EnableConfigurationProperties(ScoreProperties.class)
public final class LangfuseScoreAutoConfiguration {

	/**
	 * Looks at names only: exporters may need what needs us.
	 */
	@Bean
	Scoring langfuseScoring(ScoreProperties properties, LangfuseActivation activation, ListableBeanFactory beanFactory,
			ObjectProvider<ScoreExporter> exporters, ObjectProvider<OptionalExporter> optional, ScoreConfigs configs) {
		boolean beans = activation.isActive() && BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beanFactory,
				ScoreExporter.class, true, false).length > 0;
		List<ScoreExporter> own = new ArrayList<>();
		optional.orderedStream().map(OptionalExporter::exporter).forEach((exporter) -> {
			if (exporter instanceof ScoreExporter scores) {
				own.add(scores);
			}
		});
		return new Scoring(properties.toSettings(),
				new ScoreExporters(own, beans, () -> exporters.orderedStream().toList()), configs::apply);
	}

	@Bean
	ScoreConfigs langfuseScoreConfigs(LangfuseApiClients clients) {
		return new ScoreConfigs(clients, System::nanoTime);
	}

	/**
	 * Not that of a parent context, which may have other keys. Lazy, because many
	 * applications have no scores.
	 */
	@Bean
	@Lazy
	@ConditionalOnMissingBean(value = LangfuseScores.class, search = SearchStrategy.CURRENT)
	LangfuseScores langfuseScores(ExportPipeline pipeline, LangfuseTracer tracer, TraceSampler sampler,
			ContentCapture capture, ScoreConfigs configs) {
		return new DefaultLangfuseScores(pipeline.scores(), tracer, sampler, capture, configs);
	}

}
