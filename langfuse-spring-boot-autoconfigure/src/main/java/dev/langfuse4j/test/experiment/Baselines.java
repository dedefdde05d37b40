/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.function.Predicate;

import dev.langfuse4j.dataset.Dataset;
import dev.langfuse4j.http.LangfuseApiClient;
import dev.langfuse4j.http.LangfuseApiClients;
import dev.langfuse4j.test.experiment.FormerRuns.FormerRun;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

import org.springframework.core.io.Resource;

/**
 * Finds the former run that an experiment is compared with.
 */
final class Baselines {

	private static final String LATEST = "latest";

	private static final Log logger = LogFactory.getLog(Baselines.class);

	private Baselines() {
	}

	/**
	 * Finds the former run.
	 * @return what its items had as scores, or {@code null} if nothing is to be compared
	 * @throws ExtensionConfigurationException if it cannot be found
	 */
	static @Nullable Baseline find(TestBeans beans, LangfuseExperiment experiment, Dataset<?, ?> dataset) {
		String former = beans.resolve(experiment.noRegressionAgainst());
		if (former.isBlank()) {
			return null;
		}
		boolean file = former.startsWith("classpath:") || former.startsWith("file:");
		return file ? report(beans, former, experiment) : run(beans, former, experiment, dataset);
	}

	private static Baseline report(TestBeans beans, String location, LangfuseExperiment experiment) {
		Resource resource = beans.resource(location);
		try {
			ReportData report = ReportFiles.read(resource.getContentAsByteArray(), location);
			return Baseline.of(location, report.items(), experiment.aggregation());
		}
		catch (IOException ex) {
			throw new ExtensionConfigurationException(
					"noRegressionAgainst = \"" + location + "\": there is no such report of a former run", ex);
		}
	}

	private static @Nullable Baseline run(TestBeans beans, String name, LangfuseExperiment experiment,
			Dataset<?, ?> dataset) {
		LangfuseApiClients clients = beans.get(LangfuseApiClients.class);
		LangfuseApiClient client = clients.find(beans.project(experiment.project()));
		if (client == null) {
			throw new ExtensionConfigurationException("noRegressionAgainst = \"" + name
					+ "\" is read from Langfuse, and there is no server to ask: " + clients.absence()
					+ ". Name the report of a former run instead, such as \"file:baseline/experiment-rag.json\"");
		}
		FormerRuns runs = new FormerRuns(client);
		boolean latest = name.equals(LATEST);
		FormerRun run = runs.find(dataset.id(), latest ? isRunOf(experiment.name()) : name::equals);
		if (run != null) {
			return runs.read(run, experiment.aggregation());
		}
		if (!latest) {
			throw new ExtensionConfigurationException("noRegressionAgainst = \"" + name + "\": Langfuse at "
					+ client.host() + " has no run with this name of dataset '" + dataset.name() + "'");
		}
		logger.info("There is no former run of experiment '" + experiment.name() + "': nothing is compared");
		return null;
	}

	/**
	 * By the name that runs have by default: that of the experiment and the time.
	 */
	static Predicate<String> isRunOf(String experiment) {
		String prefix = experiment + " - ";
		return (run) -> {
			try {
				return run.startsWith(prefix) && Instant.parse(run.substring(prefix.length())) != null;
			}
			catch (DateTimeParseException ex) {
				return false;
			}
		};
	}

}
