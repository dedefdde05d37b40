/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.UsageDetails;
import org.jspecify.annotations.Nullable;

/**
 * Writes the usage of each model as objects of a response.
 */
final class ModelJson {

	private ModelJson() {
	}

	/**
	 * All models, those with most calls first.
	 */
	static List<Map<String, Object>> all(List<TraceReading> traces, Prices prices) {
		Map<String, Sums> models = new LinkedHashMap<>();
		for (TraceReading trace : traces) {
			for (ObservationReading observation : trace.observations()) {
				String model = observation.data().modelCall().model();
				if (model != null) {
					models.computeIfAbsent(model, (name) -> new Sums()).add(observation);
				}
			}
		}
		List<Map.Entry<String, Sums>> entries = new ArrayList<>(models.entrySet());
		entries.sort(Comparator.comparingInt((entry) -> -entry.getValue().calls));
		return entries.stream().map((entry) -> entry.getValue().json(entry.getKey(), prices).values()).toList();
	}

	private static final class Sums {

		private int calls;

		private int errors;

		private long nanos;

		private long longest;

		private @Nullable Tokens tokens;

		private @Nullable Cost cost;

		private Waste waste = Waste.NONE;

		private final Map<String, Long> usage = new LinkedHashMap<>();

		void add(ObservationReading observation) {
			this.calls++;
			this.errors += (observation.data().level() == ObservationLevel.ERROR) ? 1 : 0;
			this.nanos += observation.nanos();
			this.longest = Math.max(this.longest, observation.nanos());
			this.tokens = Tokens.sum(this.tokens, observation.tokens());
			this.cost = Cost.sum(this.cost, observation.cost());
			this.waste = this.waste.and(observation);
			UsageDetails units = observation.data().modelCall().usage();
			if (units != null) {
				units.amounts().forEach((bucket, amount) -> this.usage.merge(bucket, amount, Long::sum));
			}
		}

		Json json(String model, Prices prices) {
			Json json = new Json().put("model", model)
				.put("calls", this.calls)
				.put("errors", (this.errors > 0) ? this.errors : null)
				.put("tokens", Tokens.json(this.tokens))
				.put("usage", this.usage)
				.put("durationMs", Json.millis(this.nanos))
				.put("averageMs", Json.millis(this.nanos / this.calls))
				.put("maxMs", Json.millis(this.longest));
			if (this.cost != null) {
				json.put("cost", this.cost.rounded()).put("estimatedCost", this.cost.estimated());
			}
			return json.put("prices", prices.find(model)).put("duplicates", this.waste.json());
		}

	}

}
