/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A cost in US dollars.
 *
 * @param amounts the amounts by bucket, empty for a sum
 * @param total the sum
 * @param estimated whether any of it was calculated from the application's table
 */
record Cost(Map<String, Double> amounts, double total, boolean estimated) {

	static @Nullable Cost sum(@Nullable Cost one, @Nullable Cost other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return new Cost(Map.of(), one.total + other.total, one.estimated || other.estimated);
	}

	/**
	 * Without the noise of binary fractions.
	 */
	double rounded() {
		return round(this.total);
	}

	Map<String, Double> roundedAmounts() {
		Map<String, Double> rounded = new LinkedHashMap<>(this.amounts);
		rounded.replaceAll((bucket, amount) -> round(amount));
		return rounded;
	}

	private static double round(double dollars) {
		return Math.round(dollars * 1e9) / 1e9;
	}

}
