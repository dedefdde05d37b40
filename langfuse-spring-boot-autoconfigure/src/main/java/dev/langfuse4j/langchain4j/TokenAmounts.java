/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import dev.langchain4j.model.output.TokenUsage;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ProviderValues;
import dev.langfuse4j.observation.TokenCounts;
import org.jspecify.annotations.Nullable;

/**
 * Counts each token of a call of a model once. What only a provider's own usage says is
 * read by the names of methods.
 */
final class TokenAmounts {

	private TokenAmounts() {
	}

	/**
	 * Records the usage, or nothing if the provider does not report it.
	 */
	static void record(LangfuseObservation observation, @Nullable TokenUsage usage, @Nullable String model,
			LangChain4jSettings settings) {
		TokenCounts counts = of(usage);
		if (counts != null) {
			observation.usage(counts.usage(model, settings.reasoningApart()));
			observation.metadata(counts.details(model, settings.reasoningApart()));
		}
	}

	static @Nullable TokenCounts of(@Nullable TokenUsage usage) {
		if (usage == null) {
			return null;
		}
		long input = positive(usage.inputTokenCount());
		long output = positive(usage.outputTokenCount());
		long total = positive(usage.totalTokenCount());
		if (input + output + total == 0) {
			return null;
		}
		Object inputDetails = ProviderValues.first(usage, "inputTokensDetails");
		Object outputDetails = ProviderValues.first(usage, "outputTokensDetails");
		// Among the tokens of the prompt with OpenAI and Google, beside them with others
		long among = number(ProviderValues.first(inputDetails, "cachedTokens"),
				ProviderValues.first(usage, "cachedContentTokenCount"));
		long beside = number(ProviderValues.first(usage, "cacheReadInputTokens"));
		long written = number(ProviderValues.first(usage, "cacheCreationInputTokens", "cacheWriteInputTokens"));
		long reasoning = number(ProviderValues.first(outputDetails, "reasoningTokens"),
				ProviderValues.first(usage, "thoughtsTokenCount"));
		boolean reasoningBeside = reasoning > 0 && total >= input + output + reasoning;
		return new TokenCounts(Math.max(0, input - among),
				Math.max(0, output - (reasoningBeside ? 0 : Math.min(output, reasoning))), among + beside, written, 0,
				reasoning, 0, 0, total);
	}

	private static long number(@Nullable Object... values) {
		for (Object value : values) {
			if (value instanceof Number number) {
				return positive(number);
			}
		}
		return 0;
	}

	private static long positive(@Nullable Number amount) {
		return (amount != null) ? Math.max(0, amount.longValue()) : 0;
	}

}
