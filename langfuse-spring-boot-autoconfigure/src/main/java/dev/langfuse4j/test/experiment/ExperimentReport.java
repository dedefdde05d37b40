/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.experiment.ExperimentResult;
import dev.langfuse4j.experiment.ItemResult;
import dev.langfuse4j.score.Evaluation;

/**
 * Writes what came of an experiment to files for a build: as JSON for programs, and as
 * Markdown for people. Classes with {@link LangfuseExperiment @LangfuseExperiment} write
 * the same by themselves.
 *
 * <pre class="code">
 * ExperimentResult&lt;Answer&gt; result = experiments.experiment("rag")….run();
 * ExperimentReport.of(result).write();
 * </pre>
 *
 * A report has the ids, outcomes and scores of the items, and the types of what was
 * thrown; neither inputs nor outputs nor messages. Immutable.
 *
 * @since 0.1.0
 */
public final class ExperimentReport {

	private final ReportData data;

	private ExperimentReport(ReportData data) {
		this.data = data;
	}

	/**
	 * Makes the report of an experiment that a runner has run.
	 * @param result what came of it
	 * @return the report
	 */
	public static ExperimentReport of(ExperimentResult<?> result) {
		Map<String, List<Attempt>> attempts = new LinkedHashMap<>();
		int repetitions = 1;
		long unscored = 0;
		for (ItemResult<?> item : result.items()) {
			attempts.computeIfAbsent(item.item().id(), (id) -> new ArrayList<>()).add(attempt(item));
			repetitions = Math.max(repetitions, item.repetition());
			unscored += item.evaluationErrors().size();
		}
		List<ItemResults> items = attempts.entrySet()
			.stream()
			.map((item) -> new ItemResults(item.getKey(), null, item.getValue()))
			.toList();
		Judgement judgement = new Judgement(Goals.NONE, Aggregation.MEAN, 0, null);
		List<ScoreSummary> scores = judgement.summarize(items);
		List<String> problems = judgement.problems(items, scores);
		if (unscored > 0) {
			problems.add(unscored + " evaluations gave no score");
		}
		return new ExperimentReport(new ReportData(result.name(), result.runName(), result.runId(), result.url(),
				result.dataset().name(), result.dataset().version(), result.isLocal() ? null : result.delivered(),
				problems.isEmpty(), problems, repetitions, Aggregation.MEAN, scores, items));
	}

	private static Attempt attempt(ItemResult<?> item) {
		Map<String, Object> scores = new LinkedHashMap<>();
		for (Map.Entry<String, Evaluation> evaluation : item.evaluations().entrySet()) {
			scores.put(evaluation.getKey(), evaluation.getValue().value());
		}
		Outcome outcome = switch (item.status()) {
			case COMPLETED -> Outcome.PASSED;
			case FAILED -> Outcome.FAILED;
			case TIMED_OUT -> Outcome.TIMED_OUT;
			case MISSING -> Outcome.MISSING;
		};
		return new Attempt(null, item.repetition(), outcome, scores, Attempt.name(item.error()), item.traceId(),
				item.latency().toMillis());
	}

	/**
	 * Returns the report as JSON. It is what
	 * {@link LangfuseExperiment#noRegressionAgainst()} reads.
	 * @return an object
	 */
	public String json() {
		return ReportFiles.json(this.data);
	}

	/**
	 * Returns the report as Markdown.
	 * @return a section with a table
	 */
	public String markdown() {
		return ReportText.markdown(this.data);
	}

	/**
	 * Writes {@code experiment-<name>.json} and {@code experiment-<name>.md} to
	 * {@code target/langfuse}, or {@code build/langfuse} where only {@code build} is
	 * there, and appends the Markdown to the file that the environment variable
	 * {@code GITHUB_STEP_SUMMARY} names. A file that cannot be written is logged at WARN.
	 */
	public void write() {
		ReportTarget.of(null).write(this.data);
	}

	/**
	 * Writes {@code experiment-<name>.json} and {@code experiment-<name>.md}.
	 * @param directory the directory, which is created if it is not there
	 * @return the file with JSON
	 * @throws java.io.UncheckedIOException if a file cannot be written
	 */
	public Path writeTo(Path directory) {
		return ReportFiles.write(this.data, directory);
	}

	/**
	 * Shows the name only.
	 */
	@Override
	public String toString() {
		return "ExperimentReport[" + this.data.name() + "]";
	}

}
