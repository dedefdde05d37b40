/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link AbTest}.
 */
class AbTestTests {

	/**
	 * The shares were calculated with {@code hashlib} of Python: the first 53 bits of the
	 * SHA-256 of the prompt's name, a line feed and the key.
	 */
	@ParameterizedTest
	@CsvSource({ "greeting, user-6, 0.19512658162841956", "greeting, user-2, 0.3208557893592874",
			"greeting, user-3, 0.5800383330080786", "greeting, user-4, 0.8594237768160051",
			"other, user-4, 0.04383336944521388", "other, user-6, 4.308801161700959e-05" })
	void keyChoosesByItsShareOfTheWeights(String name, String key, double share) {
		double below = 200 * share;
		assertThat(AbTest.choose(name, Map.of("a", below, "b", 200 - below), key)).isEqualTo("b");
		assertThat(AbTest.choose(name, Map.of("a", below + 0.000_001, "b", 200 - below), key)).isEqualTo("a");
	}

	@Test
	void labelsAreInTheirAlphabeticalOrder() {
		Map<String, Integer> weights = new LinkedHashMap<>();
		weights.put("c", 50);
		weights.put("b", 0);
		weights.put("a", 25);
		weights.put("d", 25);
		assertThat(AbTest.choose("greeting", weights, "user-6")).isEqualTo("a");
		assertThat(AbTest.choose("greeting", weights, "user-2")).isEqualTo("c");
		assertThat(AbTest.choose("greeting", weights, "user-3")).isEqualTo("c");
		assertThat(AbTest.choose("greeting", weights, "user-4")).isEqualTo("d");
	}

	@Test
	void eachCallWithoutAKeyChoosesAnew() {
		long chosen = IntStream.range(0, 2_000)
			.filter((i) -> AbTest.choose("greeting", Map.of("a", 1, "b", 3), null).equals("a"))
			.count();
		assertThat(chosen).isBetween(300L, 700L);
	}

	@ParameterizedTest
	@ValueSource(doubles = { -0.1, Double.NaN, Double.POSITIVE_INFINITY })
	void weightIsANumberFromZero(double weight) {
		assertThatIllegalArgumentException().isThrownBy(() -> AbTest.choose("x", Map.of("a", weight, "b", 1.0), "any"))
			.withMessage("A weight must be a number from 0");
	}

	@Test
	void oneWeightIsAboveZero() {
		assertThatIllegalArgumentException().isThrownBy(() -> AbTest.choose("x", Map.of("a", 0), "any"))
			.withMessage("An A/B test needs a label with a weight above 0");
		assertThatIllegalArgumentException().isThrownBy(() -> AbTest.choose("x", Map.of(), "any"));
	}

	@Test
	void labelIsOneThatThereCanBe() {
		assertThatIllegalArgumentException().isThrownBy(() -> AbTest.choose("x", Map.of("A", 1), "any"))
			.withMessageContaining("'A'");
	}

}
