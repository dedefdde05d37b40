/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mask;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SecretValue}. In the texts, {@code §} stands for the end of the value.
 */
class SecretValueTests {

	@ParameterizedTest
	@ValueSource(strings = { "abc§ def", "abc§, d", "abc§;d", "abc§&d", "abc§)d", "abc§]d", "abc§}d", "abc§<d",
			"abc§>d", "abc§\"d", "abc§'d", "abc§", "Bearer abc§ def", "§true", "§null, a", "trueish§ x", "\"a b\"§ c",
			"\"a\\\"b\"§ c", "\"a\\\\\"§ c", "'a \"b'§ c", "\"never closed§", "\\\"a b\\\"§ c", "\\\"a\\\\\\\"b\\\"§ c",
			"{a: [1, {b: 2}], c: 3}§ d", "[a (b) c]§ d", "{never closed§",
			"-----BEGIN KEY-----\na b\n-----END KEY-----§ c", "-----BEGIN KEY-----\na b§", "\\§" })
	void valueIsAWordOrATextOrAnObject(String text) {
		assertThat(end(text, "password", false, false)).isEqualTo(text.equals("\\§") ? "§\\" : text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a b§, next=1}", "a, b§, next=1}", "a b§}", "a (b, c=d) e§, f=g}", "a, b c§}",
			"a§,next.x-y=1}", "a§,   next=1}", "a b§\nc", "a b\nc§}", "a b\nc§, next=1", "a b, =1, 5§" })
	void fieldEndsWithTheObjectOrTheNextField(String text) {
		assertThat(end(text, "password", false, true)).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a=b; c=d§\nx", "Custom a, b§\r\nx", "a b§" })
	void headerEndsWithItsLine(String text) {
		assertThat(end(text, "Authorization", true, false)).isEqualTo(text);
		assertThat(end(text, "Set-Cookie", true, false)).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "Digest a=\"b c\", d=e§ f", "AWS4-HMAC-SHA256 Credential=a, Signature=b§ c", "abc§ def" })
	void authorizationHasParameters(String text) {
		assertThat(end(text, "authorization", false, false)).isEqualTo(text);
	}

	private static String end(String text, String name, boolean startsLine, boolean field) {
		String whole = text.replace("§", "");
		int end = SecretValue.end("=" + whole, 1, name, startsLine, field) - 1;
		return whole.substring(0, end) + "§" + whole.substring(end);
	}

}
