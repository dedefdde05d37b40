/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link PromptKey}.
 */
class PromptKeyTests {

	@ParameterizedTest
	@ValueSource(strings = { "a", "folder/name", "...", ".a" })
	void nameLeadsToOnePrompt(String name) {
		assertThat(PromptKey.requireName(name)).isEqualTo(name);
	}

	@Test
	void nameThatLeadsElsewhereIsRefused() {
		refused(() -> PromptKey.requireName(" "), "The name of a prompt must have text");
		refused(() -> PromptKey.requireName("."), "must not be '.' or '..'");
		refused(() -> PromptKey.requireName(".."), "must not be '.' or '..'");
		assertThat(PromptKey.requireName("x".repeat(255))).hasSize(255);
		refused(() -> PromptKey.requireName("x".repeat(256)), "at most 255 characters");
	}

	@Test
	void labelIsAsLangfuseAllows() {
		assertThat(PromptKey.requireLabel("a-b_c.9" + "x".repeat(29))).hasSize(36);
		refused(() -> PromptKey.requireLabel("x".repeat(37)), "1 to 36 characters");
		refused(() -> PromptKey.requireLabel(""), "1 to 36 characters");
		refused(() -> PromptKey.requireLabel(null), "The label of a prompt must not be null");
	}

	@Test
	void versionsStartAtOne() {
		assertThat(PromptKey.requireVersion(1)).isOne();
		refused(() -> PromptKey.requireVersion(0), "The versions of a prompt start at 1");
	}

	@Test
	void descriptionHasTheLabelOrTheVersion() {
		assertThat(new PromptKey("p", "a\nb", "canary", 0).describe()).startsWith("prompt 'a")
			.endsWith("' with label 'canary'")
			.doesNotContain("\n");
		assertThat(new PromptKey("p", "x", null, 3).describe()).isEqualTo("prompt 'x' with version 3");
	}

	private static void refused(ThrowingCallable check, String message) {
		assertThatIllegalArgumentException().isThrownBy(check).withMessageContaining(message);
	}

}
