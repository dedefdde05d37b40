/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.actuate;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.langfuse4j.export.ExportStatistics;
import dev.langfuse4j.export.ExportStatus;
import dev.langfuse4j.export.pipeline.DatasetOutlet;
import dev.langfuse4j.export.pipeline.ExportGauges;
import dev.langfuse4j.export.pipeline.ExportPipeline;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.ProjectAvailability;
import dev.langfuse4j.prompt.CachedPrompt;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Shows what Langfuse does in this application, and flushes it. No secret and no captured
 * content is in its answers.
 *
 * @since 0.1.0
 */
@Internal
@Endpoint(id = "langfuse")
public final class LangfuseEndpoint {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final Duration MAX_PATIENCE = Duration.ofMinutes(1);

	private static final Comparator<CachedPrompt> BY_NAME = Comparator.comparing(CachedPrompt::project)
		.thenComparing(CachedPrompt::name)
		.thenComparing(CachedPrompt::version);

	private final ExportPipeline pipeline;

	private final Supplier<Map<String, Object>> configuration;

	private final Supplier<List<CachedPrompt>> prompts;

	/**
	 * Creates the endpoint.
	 * @param pipeline the pipeline to show
	 * @param configuration the configuration in force, without secrets
	 * @param prompts the prompts that are cached
	 */
	public LangfuseEndpoint(ExportPipeline pipeline, Supplier<Map<String, Object>> configuration,
			Supplier<List<CachedPrompt>> prompts) {
		this.pipeline = pipeline;
		this.configuration = configuration;
		this.prompts = prompts;
	}

	/**
	 * Shows the configuration, the account of observations, how the export is, and which
	 * prompts are cached.
	 * @return the answer
	 */
	@ReadOperation
	public Map<String, Object> status() {
		Map<String, Object> answer = new LinkedHashMap<>();
		answer.put("configuration", this.configuration.get());
		answer.put("observations", observations());
		answer.put("export", export(this.pipeline.status()));
		if (this.pipeline.scoreStatistics().observed() > 0) {
			answer.put("scores", scores());
		}
		DatasetOutlet items = this.pipeline.datasets();
		if (items.delivered() + items.lost() > 0) {
			answer.put("datasetItems", Map.of("delivered", items.delivered(), "lost", items.lost()));
		}
		List<CachedPrompt> cached = this.prompts.get();
		if (!cached.isEmpty()) {
			answer.put("prompts", cached.stream().sorted(BY_NAME).map(LangfuseEndpoint::prompt).toList());
		}
		ExportGauges gauges = this.pipeline.gauges();
		if (gauges.projects().size() > 1) {
			Map<String, Object> projects = new LinkedHashMap<>();
			gauges.projects().forEach((project) -> projects.put(project, project(gauges, project)));
			answer.put("projects", projects);
		}
		return answer;
	}

	/**
	 * Sends the observations that have ended, and waits for their delivery.
	 * @param timeout how long to wait, ten seconds by default and a minute at most
	 * @return whether all of it was delivered
	 */
	@WriteOperation
	public Map<String, Object> flush(@Nullable Duration timeout) {
		Duration patience = (timeout != null) ? timeout : PATIENCE;
		return Map.of("delivered",
				this.pipeline.flush((patience.compareTo(MAX_PATIENCE) > 0) ? MAX_PATIENCE : patience));
	}

	private Map<String, Object> project(ExportGauges gauges, String project) {
		Map<String, Object> answer = new LinkedHashMap<>();
		ProjectAvailability availability = this.pipeline.availability(project);
		if (availability != ProjectAvailability.AVAILABLE) {
			answer.put("obstacle", availability.text());
		}
		answer.put("observations", account(gauges.statistics(project)));
		answer.put("export", export(gauges.status(project)));
		return answer;
	}

	private static Map<String, Object> prompt(CachedPrompt cached) {
		Map<String, Object> prompt = new LinkedHashMap<>();
		prompt.put("project", cached.project());
		prompt.put("name", cached.name());
		if (cached.label() != null) {
			prompt.put("label", cached.label());
		}
		prompt.put("version", cached.version());
		prompt.put("age", Duration.ofSeconds(cached.ageSeconds()));
		return prompt;
	}

	private Map<String, Object> observations() {
		ExportStatistics statistics = this.pipeline.statistics();
		Map<String, Object> observations = new LinkedHashMap<>();
		observations.put("open", statistics.open());
		observations.put("maskingFailures", statistics.maskingFailures());
		observations.putAll(account(statistics));
		return observations;
	}

	/**
	 * The account of scores, and how their export is in each project that has any.
	 */
	private Map<String, Object> scores() {
		Map<String, Object> scores = account(this.pipeline.scoreStatistics());
		ExportGauges gauges = this.pipeline.gauges();
		Map<String, Object> export = new LinkedHashMap<>();
		gauges.projects()
			.stream()
			.filter((project) -> gauges.scoreStatistics(project).observed() > 0)
			.forEach((project) -> export.put(project, export(gauges.scoreStatus(project))));
		scores.put("export", export);
		return scores;
	}

	private static Map<String, Object> account(ExportStatistics statistics) {
		Map<String, Object> observations = new LinkedHashMap<>();
		observations.put("observed", statistics.observed());
		observations.put("accepted", statistics.accepted());
		observations.put("delivered", statistics.delivered());
		Map<String, Long> lost = new LinkedHashMap<>();
		statistics.lost().forEach((reason, count) -> lost.put(reason.value(), count));
		observations.put("lost", lost);
		return observations;
	}

	private static Map<String, Object> export(ExportStatus status) {
		Map<String, Object> export = new LinkedHashMap<>();
		export.put("connected", status.connected());
		export.put("breaker", status.breaker());
		if (status.lastSuccess() != null) {
			export.put("lastSuccess", status.lastSuccess());
		}
		export.put("lastFailures", status.failures());
		if (status.oldestBatchAge() != null) {
			export.put("oldestBatchAge", status.oldestBatchAge());
		}
		export.put("queueSize", status.queueSize());
		export.put("queueBytes", status.queueBytes());
		export.put("spilledBytes", status.spilledBytes());
		return export;
	}

}
