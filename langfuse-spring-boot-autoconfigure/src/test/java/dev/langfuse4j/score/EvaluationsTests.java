/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.score;

import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.ai.evaluation.EvaluationResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Evaluations} and {@link Evaluation}.
 */
class EvaluationsTests {

	@Test
	void resultsAreScores() {
		assertThat(of(0.5)).containsExactly("exact=0.5");
		assertThat(of(3)).containsExactly("exact=3.0");
		assertThat(of(false)).containsExactly("exact=false");
		assertThat(of("good")).containsExactly("exact=good");
		assertThat(of(new StringBuilder("good"))).containsExactly("exact=good");
		assertThat(of(DayOfWeek.MONDAY)).containsExactly("exact=MONDAY");
		assertThat(of(Evaluation.of(true))).containsExactly("exact=true");
		assertThat(of(Evaluation.of(true).name("own"))).containsExactly("own=true");
	}

	@Test
	void severalResultsAreSeveralScores() {
		assertThat(of(List.of(1, Evaluation.of("x").name("own")))).containsExactly("exact=1.0", "own=x");
		assertThat(of(new int[] { 1, 2 })).containsExactly("exact=1.0", "exact=2.0");
		assertThat(of(new Object[] { "a", null })).containsExactly("exact=a");
		assertThat(of(Optional.of(List.of(true)))).containsExactly("exact=true");
	}

	@Test
	void nothingIsNoScore() {
		assertThat(of(null)).isEmpty();
		assertThat(of(Optional.empty())).isEmpty();
		assertThat(of(Arrays.asList(null, null))).isEmpty();
	}

	@Test
	void responseOfSpringAiIsTwoScores() {
		EvaluationResponse response = new EvaluationResponse(true, 0.25f, "because", Map.of("by", "judge"));
		assertThat(of(response)).containsExactly("exact=0.25", "exact_pass=true");
		Evaluation score = Evaluations.of("exact", response).get(0);
		assertThat(score.comment()).isEqualTo("because");
		assertThat(score.metadata()).containsExactly(Map.entry("by", "judge"));
	}

	@Test
	void somethingElseIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> of(Map.of("secret", 1)))
			.withMessageEndingWith(
					"is not a score: return a number, a boolean, a text, an enum constant or an Evaluation")
			.withMessageNotContaining("secret");
	}

	@Test
	void scoreHasAValue() {
		assertThatIllegalArgumentException().isThrownBy(() -> of(Double.NaN));
		assertThatIllegalArgumentException().isThrownBy(() -> of(Double.NEGATIVE_INFINITY));
		assertThatIllegalArgumentException().isThrownBy(() -> of(" "));
		assertThatIllegalArgumentException().isThrownBy(() -> Evaluation.of(1).name(""));
	}

	@Test
	void evaluationIsImmutable() {
		Evaluation first = Evaluation.of(1);
		Evaluation second = first.name("n").comment("c").metadata("a", 1).metadata("b", null).metadata("c", 2);
		assertThat(first.name()).isNull();
		assertThat(first.comment()).isNull();
		assertThat(first.metadata()).isEmpty();
		assertThat(second.value()).isEqualTo(1.0);
		assertThat(second.name("other").comment()).isEqualTo("c");
		assertThat(second.metadata()).containsExactly(Map.entry("a", 1), Map.entry("c", 2));
		assertThat(second).hasToString("Evaluation[n]");
		assertThat(first).hasToString("Evaluation[]");
	}

	private static List<String> of(@Nullable Object result) {
		return Evaluations.of("exact", result)
			.stream()
			.map((evaluation) -> evaluation.name() + "=" + evaluation.value())
			.toList();
	}

}
