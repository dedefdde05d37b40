/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The averages that an experiment has to reach. Immutable.
 */
final class Goals {

	static final Goals NONE = new Goals(Map.of(), Map.of());

	private final Map<String, Double> minimum;

	private final Map<String, Double> maximum;

	private Goals(Map<String, Double> minimum, Map<String, Double> maximum) {
		this.minimum = minimum;
		this.maximum = maximum;
	}

	/**
	 * Reads the thresholds. Every item has to pass, unless a threshold says something
	 * else.
	 */
	static Goals of(LangfuseExperiment experiment) {
		Map<String, Double> minimum = read(experiment.minimum(), "minimum");
		minimum.putIfAbsent(Attempt.PASSED, 1.0);
		return new Goals(minimum, read(experiment.maximum(), "maximum"));
	}

	private static Map<String, Double> read(Threshold[] thresholds, String attribute) {
		Map<String, Double> read = new LinkedHashMap<>();
		for (Threshold threshold : thresholds) {
			if (threshold.score().isBlank() || !Double.isFinite(threshold.average())) {
				throw new IllegalArgumentException(
						"@LangfuseExperiment: '" + attribute + "' has a threshold without a score or a finite average");
			}
			if (read.put(threshold.score(), threshold.average()) != null) {
				throw new IllegalArgumentException(
						"@LangfuseExperiment: '" + attribute + "' has two thresholds for '" + threshold.score() + "'");
			}
		}
		return read;
	}

	Set<String> scores() {
		Set<String> scores = new LinkedHashSet<>(this.minimum.keySet());
		scores.addAll(this.maximum.keySet());
		return scores;
	}

	@Nullable Double minimum(String score) {
		return this.minimum.get(score);
	}

	@Nullable Double maximum(String score) {
		return this.maximum.get(score);
	}

	/**
	 * Whether less of a score is better.
	 */
	boolean isLessBetter(String score) {
		return this.maximum.containsKey(score) && !this.minimum.containsKey(score);
	}

}
