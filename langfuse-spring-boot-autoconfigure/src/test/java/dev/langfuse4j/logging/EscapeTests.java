/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.logging;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Escape}.
 */
class EscapeTests {

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`',
			value = { "plain ü 测 \uD83D\uDE00,plain ü 测 \uD83D\uDE00", "`a\nb\r\tc`,a\\nb\\r\\tc",
					"`\u001b[31mred`,\\u{1b}[31mred", "a\u2028b\u2029c,a\\u{2028}b\\u{2029}c", "a\u202eb,a\\u{202e}b",
					"a\u0000b,a\\u{0}b", "a\uD800b,a\\u{d800}b" })
	void whatCouldMoveTheReaderIsEscaped(String text, String expected) {
		assertThat(Escape.line(text, 100)).isEqualTo(expected);
	}

	@Test
	void longTextIsCutAndTheRestCounted() {
		assertThat(Escape.line("x".repeat(50), 10)).isEqualTo("xxxxxxxxxx…");
	}

	@Test
	void nullIsEmpty() {
		assertThat(Escape.line(null, 10)).isEmpty();
	}

}
