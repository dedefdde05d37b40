/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.dataset.Dataset;
import dev.langfuse4j.experiment.ExperimentEngine;
import dev.langfuse4j.experiment.ExperimentResult;
import dev.langfuse4j.experiment.ExperimentRun;
import dev.langfuse4j.experiment.RunDefinition;
import dev.langfuse4j.logging.Escape;
import dev.langfuse4j.mask.Maskers;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A run that has begun.
 *
 * @param experiment what it is about
 * @param dataset its items
 * @param values converts them
 * @param titles names them
 * @param baseline the run that it is compared with, {@code null} for none
 * @param run the run
 * @param maskers mask what reports show
 */
record OpenExperiment(LangfuseExperiment experiment, Dataset<Object, Object> dataset, ItemValues values,
		ItemTitles titles, @Nullable Baseline baseline, ExperimentRun<Object> run, Maskers maskers) {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final int MAX_NAME = 200;

	private static final Log logger = LogFactory.getLog(OpenExperiment.class);

	/**
	 * Begins a run. The former run is read first: it would be too late at the end.
	 */
	static OpenExperiment of(ExtensionContext test, LangfuseExperiment experiment) {
		TestBeans beans = TestBeans.of(test);
		Dataset<Object, Object> dataset = DatasetArguments.read(beans, experiment.dataset(), experiment.version(),
				experiment.project());
		ItemValues values = new ItemValues(beans);
		ItemTitles titles = new ItemTitles(test, beans, values);
		Baseline baseline = Baselines.find(beans, experiment, dataset);
		String project = beans.project(experiment.project());
		ExperimentRun<Object> run = beans.get(ExperimentEngine.class)
			.open(RunDefinition.of(experiment.name(), textOrNull(beans.resolve(experiment.runName())),
					textOrNull(beans.resolve(experiment.description())), metadata(beans, experiment), dataset,
					experiment.repetitions(), project));
		return new OpenExperiment(experiment, dataset, values, titles, baseline, run, beans.get(Maskers.class));
	}

	private static @Nullable String textOrNull(String text) {
		return !text.isBlank() ? text : null;
	}

	private static Map<String, String> metadata(TestBeans beans, LangfuseExperiment experiment) {
		Map<String, String> metadata = new LinkedHashMap<>();
		for (String pair : experiment.metadata()) {
			int equals = pair.indexOf('=');
			if (equals <= 0) {
				throw new ExtensionConfigurationException(
						"@LangfuseExperiment: '" + pair + "' is not a key and a value: write metadata = \"key=value\"");
			}
			metadata.put(pair.substring(0, equals).strip(), beans.resolve(pair.substring(equals + 1).strip()));
		}
		return metadata;
	}

	/**
	 * Ends the run and judges it.
	 */
	ReportData finish(List<ItemResults> items, Goals goals) {
		Judgement judgement = new Judgement(goals, this.experiment.aggregation(), this.experiment.tolerance(),
				this.baseline);
		List<ScoreSummary> scores = judgement.summarize(items);
		List<String> problems = judgement.problems(items, scores);
		ExperimentResult<Object> result = end();
		boolean local = result != null && result.isLocal();
		boolean delivered = result != null && result.delivered();
		return new ReportData(this.experiment.name(), this.run.definition().runName(), this.run.runId(),
				(result != null) ? result.url() : null, this.dataset.name(), this.dataset.version(),
				local ? null : delivered, problems.isEmpty(), problems, this.experiment.repetitions(),
				this.experiment.aggregation(), scores, items);
	}

	/**
	 * Ends the run. Whether that succeeds says nothing of the items.
	 * @return the result, or {@code null} without one
	 */
	private @Nullable ExperimentResult<Object> end() {
		try {
			return this.run.finish(PATIENCE);
		}
		catch (RuntimeException ex) {
			logger.warn("The run '" + Escape.line(this.run.definition().runName(), MAX_NAME)
					+ "' could not be delivered to Langfuse: " + ex.getClass().getName());
			return null;
		}
	}

}
