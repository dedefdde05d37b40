package dev.langfuse4j.autoconfigure.experiment;

import dev.langfuse4j.autoconfigure.score.LangfuseScoreAutoConfiguration;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.experiment.ExperimentEngine;
import dev.langfuse4j.export.pipeline.ExportPipeline;
import dev.langfuse4j.http.LangfuseApiClients;
import dev.langfuse4j.http.ProjectLinks;
import dev.langfuse4j.mask.Maskers;
import dev.langfuse4j.score.LangfuseScores;
import dev.langfuse4j.trace.ExperimentTracing;
import dev.langfuse4j.trace.LangfuseTracer;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration for experiments. Without keys, or with Langfuse disabled, they run
 * the same and send nothing.
 */
@AutoConfiguration(after = LangfuseScoreAutoConfiguration.class)
@ConditionalOnBean(LangfuseApiClients.class)
public final class LangfuseExperimentAutoConfiguration {

	@Bean
	ExperimentEngine langfuseExperimentEngine(LangfuseTracer tracer, ContentCapture capture, LangfuseScores scores,
			ExportPipeline pipeline, LangfuseApiClients clients, ProjectLinks links, Maskers maskers) {
		return new ExperimentEngine(new ExperimentTracing(tracer), capture, scores, pipeline, clients, links, maskers);
	}

}
