/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import dev.langfuse4j.observation.ModelCall;
import org.jspecify.annotations.Nullable;

/**
 * The prices of the application's own table. Immutable.
 */
final class Prices {

	private static final double UNITS = 1_000_000;

	/**
	 * Matches a suffix of a model name that is a version and not another model.
	 */
	private static final Pattern VERSION = Pattern.compile("[-@:_](\\d{3,8}([-.]\\d{2}){0,2}|latest)");

	private static final String TOTAL = "total";

	private final Map<String, Map<String, Double>> byModel = new LinkedHashMap<>();

	Prices(Map<String, Map<String, Double>> byModel) {
		byModel.forEach((model, prices) -> this.byModel.put(model.toLowerCase(Locale.ROOT), prices));
	}

	/**
	 * Returns the prices of a model: those of its own name, otherwise those of the model
	 * that it is a version of.
	 * @return dollars per million units by bucket, or {@code null} if there are none
	 */
	@Nullable Map<String, Double> find(@Nullable String model) {
		if (model == null) {
			return null;
		}
		String name = model.toLowerCase(Locale.ROOT);
		Map<String, Double> exact = this.byModel.get(name);
		if (exact != null) {
			return exact;
		}
		String longest = "";
		for (String known : this.byModel.keySet()) {
			if (known.length() > longest.length() && name.startsWith(known)
					&& VERSION.matcher(name.substring(known.length())).matches()) {
				longest = known;
			}
		}
		return this.byModel.get(longest);
	}

	/**
	 * Returns the cost of a call: its own cost, otherwise that of the table.
	 */
	@Nullable Cost cost(ModelCall call) {
		if (call.cost() != null && !call.cost().amounts().isEmpty()) {
			Map<String, Double> amounts = new LinkedHashMap<>(call.cost().amounts());
			Double total = amounts.remove(TOTAL);
			return new Cost(amounts, (total != null) ? total : sum(amounts), false);
		}
		Map<String, Double> prices = find(call.model());
		if (prices == null || call.usage() == null) {
			return null;
		}
		Map<String, Double> amounts = new LinkedHashMap<>();
		boolean divided = call.usage().amounts().size() > 1;
		call.usage().amounts().forEach((bucket, units) -> {
			// The total beside its parts would be paid twice
			Double price = (divided && bucket.equals(TOTAL)) ? null : price(prices, bucket);
			if (price != null) {
				amounts.put(bucket, price * units / UNITS);
			}
		});
		return amounts.isEmpty() ? null : new Cost(amounts, sum(amounts), true);
	}

	private static @Nullable Double price(Map<String, Double> prices, String bucket) {
		Double price = prices.get(bucket);
		if (price == null && bucket.startsWith("input")) {
			price = prices.get("input");
		}
		if (price == null && bucket.startsWith("output")) {
			price = prices.get("output");
		}
		return price;
	}

	private static double sum(Map<String, Double> amounts) {
		return amounts.values().stream().mapToDouble(Double::doubleValue).sum();
	}

}
