/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import java.util.Collection;

/**
 * What is robust against a neighbour on the machine.
 */
final class Medians {

	private Medians() {
	}

	static double median(Collection<Double> values) {
		return quantile(values, 0.5);
	}

	/**
	 * Half of the distance between the quartiles, as a part of the median.
	 */
	static double spread(Collection<Double> values) {
		double median = median(values);
		return (median != 0) ? (quantile(values, 0.75) - quantile(values, 0.25)) / 2 / median : 0;
	}

	private static double quantile(Collection<Double> values, double share) {
		double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
		if (sorted.length == 0) {
			return Double.NaN;
		}
		double position = share * (sorted.length - 1);
		int below = (int) position;
		int above = Math.min(below + 1, sorted.length - 1);
		return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
	}

}
