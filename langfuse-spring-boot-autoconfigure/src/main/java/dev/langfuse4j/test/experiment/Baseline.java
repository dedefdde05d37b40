/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The scores of the items of a former run.
 *
 * @param name what to call it in messages
 * @param items the numbers by score, by the id of the item
 */
record Baseline(String name, Map<String, Map<String, Double>> items) {

	private static final double ROUNDING = 1e-9;

	/**
	 * Takes the numbers of the items of a report.
	 */
	static Baseline of(String name, List<ItemResults> items, Aggregation aggregation) {
		Map<String, Map<String, Double>> numbers = new LinkedHashMap<>();
		for (ItemResults item : items) {
			Map<String, Double> scores = numbers.computeIfAbsent(item.id(), (id) -> new LinkedHashMap<>());
			for (String score : ItemResults.scores(List.of(item))) {
				Double value = item.value(score, aggregation);
				if (value != null) {
					scores.put(score, value);
				}
			}
		}
		return new Baseline(name, numbers);
	}

	/**
	 * Finds the items that were better in the former run.
	 * @return a sentence for each of them, and for what cannot be compared
	 */
	List<String> regressions(List<ItemResults> now, Goals goals, Aggregation aggregation, double tolerance) {
		List<String> problems = new ArrayList<>();
		int compared = 0;
		for (ItemResults item : now) {
			Map<String, Double> former = this.items.get(item.id());
			if (former == null) {
				continue;
			}
			compared++;
			for (String score : goals.scores()) {
				Double before = former.get(score);
				if (before == null) {
					continue;
				}
				Double after = item.value(score, aggregation);
				if (after == null) {
					problems.add(describe(item, score, before) + "nothing");
				}
				else if ((goals.isLessBetter(score) ? after - before : before - after) > tolerance + ROUNDING) {
					problems.add(describe(item, score, before) + Numbers.format(after));
				}
			}
		}
		if (compared == 0) {
			problems.add("no item can be compared with " + this.name + ": it has none of these items");
		}
		return problems;
	}

	private String describe(ItemResults item, String score, double before) {
		return "worse than in " + this.name + ": item " + item.id() + ", " + score + " " + Numbers.format(before)
				+ " -> ";
	}

}
