/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.otel;

import java.util.Map;

import dev.langfuse4j.observation.CostDetails;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.TokenCounts;
import dev.langfuse4j.observation.UsageDetails;
import org.jspecify.annotations.Nullable;

/**
 * Counts each token of a model call once.
 */
final class SpanUsage {

	private SpanUsage() {
	}

	/**
	 * Records the usage.
	 * @return whether the span has usage
	 */
	static boolean record(LangfuseObservation observation, SpanValues values, @Nullable String model,
			boolean reasoningApart) {
		recordCost(observation, values);
		if (values.json("langfuse.observation.usage_details") instanceof Map<?, ?> given) {
			UsageDetails usage = UsageDetails.NONE;
			for (Map.Entry<?, ?> bucket : given.entrySet()) {
				usage = (bucket.getValue() instanceof Number amount)
						? usage.with(String.valueOf(bucket.getKey()), amount.longValue()) : usage;
			}
			observation.usage(usage);
			return true;
		}
		TokenCounts counts = counts(values);
		UsageDetails usage = counts.usage(model, reasoningApart);
		if (usage.amounts().values().stream().allMatch((amount) -> amount == 0)) {
			return false;
		}
		observation.usage(usage);
		observation.metadata(counts.details(model, reasoningApart));
		return true;
	}

	private static TokenCounts counts(SpanValues values) {
		long input = values.count("gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens", "llm.token_count.prompt");
		long output = values.count("gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens",
				"llm.token_count.completion");
		long read = values.count("gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_read_input_tokens",
				"llm.token_count.prompt_details.cache_read");
		long written = values.count("gen_ai.usage.cache_creation.input_tokens",
				"gen_ai.usage.cache_creation_input_tokens", "llm.token_count.prompt_details.cache_write");
		long heard = values.count("llm.token_count.prompt_details.audio");
		long spoken = values.count("llm.token_count.completion_details.audio");
		long reasoning = values.count("gen_ai.usage.reasoning.output_tokens", "gen_ai.usage.reasoning_tokens",
				"llm.token_count.completion_details.reasoning");
		return new TokenCounts(without(input, read + written + heard), without(output, reasoning + spoken), read,
				written, 0, reasoning, heard, spoken,
				values.count("gen_ai.usage.total_tokens", "llm.token_count.total", "llm.usage.total_tokens"));
	}

	/**
	 * The conventions count details among all tokens; who counts them beside those has
	 * more of them.
	 */
	private static long without(long all, long details) {
		return (all >= details) ? all - details : all;
	}

	private static void recordCost(LangfuseObservation observation, SpanValues values) {
		if (values.json("langfuse.observation.cost_details") instanceof Map<?, ?> given) {
			CostDetails cost = CostDetails.of(amount(given.get("input")), amount(given.get("output")));
			for (Map.Entry<?, ?> bucket : given.entrySet()) {
				if (bucket.getValue() instanceof Number amount) {
					cost = cost.with(String.valueOf(bucket.getKey()), amount.doubleValue());
				}
			}
			observation.cost(cost);
			return;
		}
		Number total = values.number("gen_ai.usage.cost", "llm.cost.total");
		observation.cost((total != null) ? CostDetails.ofTotal(total.doubleValue()) : null);
	}

	private static double amount(@Nullable Object value) {
		return (value instanceof Number amount) ? amount.doubleValue() : 0;
	}

}
