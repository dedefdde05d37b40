/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.langfuse4j.callback.Unobserved;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.export.pipeline.ExportPipeline;
import dev.langfuse4j.http.LangfuseApiClient;
import dev.langfuse4j.http.LangfuseApiClients;
import dev.langfuse4j.http.ProjectLinks;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.mask.Maskers;
import dev.langfuse4j.observation.ExperimentAttributes;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.score.LangfuseScores;
import dev.langfuse4j.trace.ExperimentTracing;
import org.jspecify.annotations.Nullable;

/**
 * Opens runs of experiments, for whatever runs their items. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class ExperimentEngine {

	private final ExperimentTracing tracing;

	private final ContentCapture capture;

	private final LangfuseScores scores;

	private final ExportPipeline pipeline;

	private final LangfuseApiClients clients;

	private final ProjectLinks links;

	private final Maskers maskers;

	/**
	 * Usage of the observations of items, by the ID of the task.
	 */
	private final Map<String, ItemUsage> usages = new ConcurrentHashMap<>();

	/**
	 * Creates the engine.
	 * @param tracing starts observations
	 * @param capture how values are recorded
	 * @param scores sends scores
	 * @param pipeline sends observations
	 * @param clients ask the servers
	 * @param links lead to the user interfaces of the servers
	 * @param maskers mask what results show of errors
	 */
	public ExperimentEngine(ExperimentTracing tracing, ContentCapture capture, LangfuseScores scores,
			ExportPipeline pipeline, LangfuseApiClients clients, ProjectLinks links, Maskers maskers) {
		this.tracing = tracing;
		this.capture = capture;
		this.scores = scores;
		this.pipeline = pipeline;
		this.clients = clients;
		this.links = links;
		this.maskers = maskers;
		tracing.listen(this::ended);
	}

	/**
	 * Opens a run. Without keys, or with Langfuse disabled, nothing is sent.
	 * @param <O> the type of output
	 * @param definition describes the run
	 * @return the run, of which no item has begun
	 */
	public <O> ExperimentRun<O> open(RunDefinition definition) {
		String project = (definition.project() != null) ? definition.project() : this.tracing.currentProject();
		Map<String, String> metadata = Flattened.of(definition.metadata(), this.capture);
		String datasetId = definition.dataset().id();
		String computed = RunIds.of(definition.dataset().projectId(), datasetId, definition.runName());
		LangfuseApiClient client = this.tracing.isActive() ? this.clients.find(project) : null;
		RunLinks runLinks = (client != null && datasetId != null) ? new RunLinks(client, definition, metadata, computed)
				: null;
		return new ExperimentRun<>(this, definition, new RunTarget(project, computed, client != null), metadata,
				runLinks);
	}

	private void ended(ObservationData observation) {
		ExperimentAttributes item = observation.attributes().experiment();
		ItemUsage usage = (item != null) ? this.usages.get(item.item().taskId()) : null;
		if (usage != null) {
			usage.add(observation);
		}
	}

	ItemUsage follow(String taskId) {
		return this.usages.computeIfAbsent(taskId, (id) -> new ItemUsage());
	}

	void forget(String taskId) {
		this.usages.remove(taskId);
	}

	ExperimentTracing tracing() {
		return this.tracing;
	}

	ContentCapture capture() {
		return this.capture;
	}

	LangfuseScores scores() {
		return this.scores;
	}

	/**
	 * Maskers may be the application's.
	 */
	String mask(String text) {
		boolean outer = Unobserved.enter();
		try {
			return this.maskers.mask(text);
		}
		finally {
			Unobserved.leave(outer);
		}
	}

	boolean flush(Duration timeout) {
		return this.pipeline.flush(timeout);
	}

	/**
	 * The page of a run.
	 */
	@Nullable String url(RunDefinition definition, @Nullable String project, String runId) {
		String server = (project != null) ? this.links.server(project) : null;
		String projectId = definition.dataset().projectId();
		String datasetId = definition.dataset().id();
		return (server != null && projectId != null && datasetId != null)
				? server + "/project/" + projectId + "/datasets/" + datasetId + "/runs/" + runId : null;
	}

	/**
	 * The destination of a run.
	 *
	 * @param project the name of the project, or {@code null} without one that is usable
	 * @param computedId the id of the run unless the server has another one
	 * @param sending whether there is a server
	 */
	record RunTarget(@Nullable String project, String computedId, boolean sending) {

	}

}
