/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mask;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PairedSecrets}. In the texts, {@code §} stands for what is masked.
 */
class PairedSecretsTests {

	private final PairedSecrets masker = new PairedSecrets(new SecretNames(List.of("password")));

	@ParameterizedTest
	@ValueSource(strings = { "{name: password, value: §}", "{value: §, name: password}", "{NAME: password, VALUE: §}",
			"{name: password, Value: §}", "{name=password, value=§}", "[{\"name\":\"password\",\"value\":§}]",
			"{name: password, a: {b: {c: d}}, value: §}", "{value: §, a: {b: {c: d}}, name: password}",
			"{name: password, a: [(<y>)], value: §}", "{value: §, a: [(<y>)], name: password}",
			"- name: password\n  value: §", "- value: §\n  name: password" })
	void valueIsThatOfItsName(String text) {
		assertThat(mask(text)).isEqualTo(text.replace("§", Redaction.MARKER));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{name: password} {value: x}", "[{value: x}, {name: password}]",
			"[value: x] (name: password)", "(name: password) value: x", "<name: password> value: x",
			"value: x <name: password>", "[name: password] value: x", "value: x [name: password]",
			"value: x (name: password)", "- name: password\n- value: x", "- value: x\n- name: password",
			"- name: password\n  - value: x", "name: password\n\nvalue: x", "name: password\n  \nvalue: x",
			"value: x\n\nname: password", "name: password\r\n\r\nvalue: x", "{name: other, value: x}" })
	void valueOfAnotherStays(String text) {
		assertThat(mask(text)).isEqualTo(text.replace("x", "longvalue"));
	}

	@Test
	void valueIsWithinReach() {
		String near = "{name: password, a: " + "x".repeat(480) + ", value: §}";
		assertThat(mask(near)).isEqualTo(near.replace("§", Redaction.MARKER));
		assertThat(mask("{name: password, a: " + "y".repeat(520) + ", value: §}")).contains("longvalue");
	}

	@Test
	void textWithoutAValueIsTheSame() {
		for (String text : List.of("{name: password}", "{name: password, value:", "alue", "salue: name: password")) {
			assertThat(this.masker.mask(text)).isEqualTo(text);
		}
	}

	private String mask(String text) {
		return this.masker.mask(text.replace("§", "longvalue").replaceAll("\\bx\\b", "longvalue"));
	}

}
