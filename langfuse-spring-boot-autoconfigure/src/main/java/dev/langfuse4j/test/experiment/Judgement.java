/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Decides whether an experiment failed: whatever is missing counts against it.
 */
final class Judgement {

	private final Goals goals;

	private final Aggregation aggregation;

	private final double tolerance;

	private final @Nullable Baseline baseline;

	Judgement(Goals goals, Aggregation aggregation, double tolerance, @Nullable Baseline baseline) {
		this.goals = goals;
		this.aggregation = aggregation;
		this.tolerance = tolerance;
		this.baseline = baseline;
	}

	/**
	 * Summarizes the scores.
	 */
	List<ScoreSummary> summarize(List<ItemResults> items) {
		Set<String> names = new LinkedHashSet<>(this.goals.scores());
		names.addAll(ItemResults.scores(items));
		return names.stream().map((name) -> ScoreSummary.of(name, items, this.aggregation, this.goals)).toList();
	}

	/**
	 * Finds the reasons why the experiment failed.
	 * @return a sentence for each; empty if it did not fail
	 */
	List<String> problems(List<ItemResults> items, List<ScoreSummary> scores) {
		List<String> problems = new ArrayList<>();
		if (items.isEmpty()) {
			problems.add("there is no item");
		}
		addCount(problems, items, Outcome.FAILED, "failed with an exception");
		addCount(problems, items, Outcome.TIMED_OUT, "timed out");
		addCount(problems, items, Outcome.MISSING, "did not run, or gave up");
		for (ScoreSummary score : scores) {
			if (score.hasGoal()) {
				addProblems(problems, score, items);
			}
		}
		if (this.baseline != null) {
			problems.addAll(this.baseline.regressions(items, this.goals, this.aggregation, this.tolerance));
		}
		return problems;
	}

	private static void addCount(List<String> problems, List<ItemResults> items, Outcome outcome, String text) {
		long count = items.stream()
			.flatMap((item) -> item.attempts().stream())
			.filter((attempt) -> attempt.outcome() == outcome)
			.count();
		if (count > 0) {
			problems.add(count + " of " + items.stream().mapToLong((item) -> item.attempts().size()).sum() + " runs "
					+ text);
		}
	}

	private static void addProblems(List<String> problems, ScoreSummary score, List<ItemResults> items) {
		if (score.average() == null) {
			Set<String> all = ItemResults.scores(items);
			problems.add("no item has a number as the score '" + score.name() + "'"
					+ (all.isEmpty() ? "" : "; there is " + String.join(", ", all)));
			return;
		}
		if (score.unscored() > 0) {
			problems.add(score.unscored() + " of " + items.size() + " items lack the score '" + score.name() + "'");
		}
		if (score.missed()) {
			problems.add("the average of '" + score.name() + "' is " + Numbers.format(score.average()) + " instead of "
					+ ReportText.bounds(score));
		}
	}

}
