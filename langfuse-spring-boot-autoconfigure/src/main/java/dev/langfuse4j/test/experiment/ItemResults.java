/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * All runs of one item, for the report.
 *
 * @param id the id of the item
 * @param title the beginning of its input, {@code null} if that is not to be shown
 * @param attempts its runs
 */
record ItemResults(String id, @Nullable String title, List<Attempt> attempts) {

	/**
	 * The value with which the item counts in the average of a score.
	 * @return the value, or {@code null} if no run has a number for it
	 */
	@Nullable Double value(String score, Aggregation aggregation) {
		List<Double> numbers = new ArrayList<>();
		boolean flags = true;
		for (Attempt attempt : this.attempts) {
			Double number = attempt.number(score);
			if (number != null) {
				numbers.add(number);
				flags = flags && attempt.scores().get(score) instanceof Boolean;
			}
		}
		if (numbers.isEmpty()) {
			return null;
		}
		double mean = numbers.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
		if (flags && aggregation == Aggregation.MAJORITY) {
			return (mean > 0.5) ? 1.0 : 0.0;
		}
		return mean;
	}

	/**
	 * Whether a run lacks a score that it should have.
	 * @param tests the tests that give the score
	 */
	boolean lacks(String score, Set<String> tests) {
		return value(score, Aggregation.MEAN) == null || this.attempts.stream()
			.anyMatch((attempt) -> tests.contains(name(attempt)) && attempt.number(score) == null);
	}

	/**
	 * The names of the scores, in their order.
	 */
	static Set<String> scores(List<ItemResults> items) {
		Set<String> names = new TreeSet<>();
		items.forEach((item) -> item.attempts().forEach((attempt) -> names.addAll(attempt.scores().keySet())));
		return names;
	}

	/**
	 * The tests that gave a score at least once.
	 */
	static Set<String> testsWith(String score, List<ItemResults> items) {
		Set<String> tests = new TreeSet<>();
		items.forEach((item) -> item.attempts()
			.stream()
			.filter((attempt) -> attempt.scores().containsKey(score))
			.forEach((attempt) -> tests.add(name(attempt))));
		return tests;
	}

	private static String name(Attempt attempt) {
		return (attempt.test() != null) ? attempt.test() : "";
	}

}
