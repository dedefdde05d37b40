/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The summary of one score over all items.
 *
 * @param name the name of the score
 * @param average the average of the items that have it, {@code null} if it is no number
 * @param items how many items have it
 * @param unscored how many items lack it, at least in one of their runs
 * @param lowest the lowest average of one repetition, {@code null} without repetitions
 * @param highest the highest average of one repetition, {@code null} without repetitions
 * @param minimum the lower bound, {@code null} without one
 * @param maximum the upper bound, {@code null} without one
 */
record ScoreSummary(String name, @Nullable Double average, int items, int unscored, @Nullable Double lowest,
		@Nullable Double highest, @Nullable Double minimum, @Nullable Double maximum) {

	/**
	 * Means of fractions are not exact.
	 */
	private static final double ROUNDING = 1e-9;

	static ScoreSummary of(String name, List<ItemResults> items, Aggregation aggregation, Goals goals) {
		Set<String> tests = ItemResults.testsWith(name, items);
		List<Double> values = items.stream()
			.map((item) -> item.value(name, aggregation))
			.filter(Objects::nonNull)
			.toList();
		int unscored = (int) items.stream().filter((item) -> item.lacks(name, tests)).count();
		List<Double> repetitions = averagesOfRepetitions(name, items);
		boolean repeated = repetitions.size() > 1;
		return new ScoreSummary(name, average(values), values.size(), unscored,
				repeated ? repetitions.stream().min(Double::compare).orElseThrow() : null,
				repeated ? repetitions.stream().max(Double::compare).orElseThrow() : null, goals.minimum(name),
				goals.maximum(name));
	}

	private static List<Double> averagesOfRepetitions(String name, List<ItemResults> items) {
		List<Double> averages = new ArrayList<>();
		int last = items.stream()
			.flatMap((item) -> item.attempts().stream())
			.mapToInt(Attempt::repetition)
			.max()
			.orElse(0);
		for (int number = 1; number <= last; number++) {
			int repetition = number;
			Double average = average(items.stream()
				.flatMap((item) -> item.attempts().stream())
				.filter((attempt) -> attempt.repetition() == repetition)
				.map((attempt) -> attempt.number(name))
				.filter(Objects::nonNull)
				.toList());
			if (average != null) {
				averages.add(average);
			}
		}
		return averages;
	}

	private static @Nullable Double average(List<Double> values) {
		return values.isEmpty() ? null : values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
	}

	boolean hasGoal() {
		return this.minimum != null || this.maximum != null;
	}

	/**
	 * Whether every item has the score and its average is within its bounds.
	 */
	boolean met() {
		return !hasGoal() || (this.average != null && this.unscored == 0 && !missed());
	}

	/**
	 * Whether the average is beyond a bound.
	 */
	boolean missed() {
		return this.average != null && ((this.minimum != null && this.average < this.minimum - ROUNDING)
				|| (this.maximum != null && this.average > this.maximum + ROUNDING));
	}

	/**
	 * Returns the distance of a value from the bound that it misses.
	 * @return the distance, 0 within the bounds, infinite without a value
	 */
	double distance(@Nullable Double value) {
		if (value == null) {
			return Double.POSITIVE_INFINITY;
		}
		double below = (this.minimum != null) ? this.minimum - value : 0;
		double above = (this.maximum != null) ? value - this.maximum : 0;
		return Math.max(0, Math.max(below, above));
	}

}
