/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.util.Map;

import dev.langfuse4j.observation.CostDetails;
import dev.langfuse4j.observation.ModelCall;
import dev.langfuse4j.observation.UsageDetails;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The application's table of prices gives the cost of calls.
 */
class PricesTests {

	private final Prices prices = new Prices(Map.of("gpt-4o", Map.of("input", 2.5, "output", 10.0), "gpt-4o-mini",
			Map.of("input", 0.15, "input_cached_tokens", 0.075, "output", 0.6), "Gemini-2", Map.of("input", 1.0)));

	@ParameterizedTest
	@CsvSource({ "gpt-4o,2.5", "GPT-4o,2.5", "gpt-4o-2024-08-06,2.5", "gpt-4o-mini,0.15", "gpt-4o-mini-2024-07-18,0.15",
			"gpt-4o:latest,2.5", "gemini-2-001,1.0", "gpt-4o-audio,", "gemini-2-5,", "gemini-2-flash,", "gpt-4,", "o1,",
			"," })
	void modelsAndTheirVersions(String model, Double input) {
		Map<String, Double> found = this.prices.find(model);
		assertThat((found != null) ? found.get("input") : null).isEqualTo(input);
	}

	@Test
	void bucketsHaveTheirOwnPriceOrThatOfTheirSide() {
		UsageDetails usage = UsageDetails.of(1_000_000, 500_000)
			.with("input_cached_tokens", 2_000_000)
			.with("output_reasoning_tokens", 1_000_000)
			.with("total", 4_500_000);
		Cost cost = this.prices.cost(call("gpt-4o-mini", usage, null));
		assertThat(cost.amounts()).containsOnlyKeys("input", "output", "input_cached_tokens",
				"output_reasoning_tokens");
		assertThat(cost.rounded()).isEqualTo(0.15 + 0.3 + 0.15 + 0.6);
		assertThat(cost.estimated()).isTrue();
	}

	@Test
	void whatTheCallSaysWins() {
		Cost cost = this.prices.cost(call("gpt-4o", UsageDetails.of(1, 1), CostDetails.of(0.5, 0.25)));
		assertThat(cost.rounded()).isEqualTo(0.75);
		assertThat(cost.estimated()).isFalse();
	}

	@Test
	void nothingIsInvented() {
		assertThat(this.prices.cost(call("o1", UsageDetails.of(1, 1), null))).isNull();
		assertThat(this.prices.cost(call("gpt-4o", null, null))).isNull();
		assertThat(this.prices.cost(call("gpt-4o", UsageDetails.ofTotal(100), null))).isNull();
		assertThat(this.prices.cost(ModelCall.NONE)).isNull();
	}

	private static ModelCall call(String model, UsageDetails usage, CostDetails cost) {
		return new ModelCall(model, null, usage, cost, null, null);
	}

}
