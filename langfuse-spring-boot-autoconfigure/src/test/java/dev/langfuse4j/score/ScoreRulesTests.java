/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.score;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link ScoreRules}.
 */
class ScoreRulesTests {

	@Test
	void textHasUpTo500Characters() {
		assertThatNoException().isThrownBy(() -> ScoreRules.checkText("tone", "x".repeat(500)));
		refused(() -> ScoreRules.checkText("tone", "x".repeat(501)), "has 501 characters, but Langfuse accepts 500");
		refused(() -> ScoreRules.checkText("tone", " "), "The text of score 'tone' must not be empty");
	}

	@Test
	void correctionHasText() {
		assertThatNoException().isThrownBy(() -> ScoreRules.checkCorrection("right"));
		refused(() -> ScoreRules.checkCorrection(""), "A correction must not be empty");
	}

	@Test
	void idHasUpTo800CharactersWithoutControls() {
		assertThatNoException().isThrownBy(() -> ScoreRules.checkId("x".repeat(800)));
		refused(() -> ScoreRules.checkId("x".repeat(801)), "The ID of a score has at most 800 characters");
		refused(() -> ScoreRules.checkId("a\nb"), "no control characters");
		refused(() -> ScoreRules.checkId(null), "The ID of a score must not be empty");
	}

	@Test
	void sessionHasUpTo200Characters() {
		assertThatNoException().isThrownBy(() -> ScoreRules.checkSession("x".repeat(200)));
		refused(() -> ScoreRules.checkSession("x".repeat(201)), "The ID of a session has at most 200 characters");
		refused(() -> ScoreRules.checkSession(" "), "The ID of a scored session must not be empty");
	}

	@ParameterizedTest
	@ValueSource(strings = { "production", "a", "my-env_2", "0123456789012345678901234567890123456789" })
	void environmentIsAsLangfuseAllows(String environment) {
		assertThatNoException().isThrownBy(() -> ScoreRules.checkEnvironment(environment));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Production", "a b", "langfuse-x", "01234567890123456789012345678901234567890" })
	void environmentIsNotAnythingElse(String environment) {
		refused(() -> ScoreRules.checkEnvironment(environment), "The environment of a score must have at most 40");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "0123456789abcdef0123456789abcde", "0123456789abcdef0123456789abcdef0",
			"0123456789ABCDEF0123456789abcdef" })
	void idOfAnotherKindOfTraceIsNotSampled(String traceId) {
		assertThat(ScoreRules.isSampled(traceId)).isFalse();
		assertThat(ScoreRules.isSampled("0123456789abcdef0123456789abcdef")).isTrue();
	}

	@Test
	void derivedIdIsTheFirstHalfOfTheDigest() {
		// printf 'tone\ntrace' | sha256sum
		assertThat(ScoreRules.derivedId("tone", "trace")).isEqualTo("1978c545d0cac8ae8c1bb6eba9452225");
		assertThat(ScoreRules.randomId()).isNotEqualTo(ScoreRules.randomId()).hasSize(36);
	}

	private static void refused(ThrowingCallable check, String message) {
		assertThatIllegalArgumentException().isThrownBy(check).withMessageContaining(message);
	}

}
