/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.otel;

import java.util.LinkedHashMap;
import java.util.Map;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SpanValues}.
 */
class SpanValuesTests {

	@Test
	void numberedAttributesAreAList() {
		Map<String, Object> given = new LinkedHashMap<>();
		given.put("a.10.x", "k");
		given.put("a.2.x", "j");
		assertThat(show(values(given).structure("a."))).isEqualTo("[{\"x\":\"j\"},{\"x\":\"k\"}]");
		given.put("a.10000.x", "l");
		assertThat(show(values(given).structure("a."))).endsWith("{\"x\":\"l\"}]");
		given.put("a.10001.x", "m");
		assertThat(show(values(given).structure("a."))).as("too many").startsWith("{");
		assertThat(values(Map.of("a.", "x")).structure("a.")).isNull();
		assertThat(values(Map.of("a.b", "x", "c.d", "y")).below("a.")).isEqualTo(Map.of("b", "x"));
	}

	@Test
	void numbersMayBeTexts() {
		SpanValues values = values(Map.of("text", "1.5", "none", "x", "less", -3L, "flag", true));
		assertThat(values.number("none", "text")).as("the first that there is").isNull();
		assertThat(values.number("absent", "text")).isEqualTo(1.5);
		assertThat(values.number("flag")).isNull();
		assertThat(values.count("text")).isOne();
		assertThat(values.count("less")).isZero();
		assertThat(values(Map.of("a", " ", "b", "x")).text("a", "b")).isEqualTo("x");
	}

	@ParameterizedTest
	@CsvSource({ "gen_ai.x, true", "openinference.x, true", "langfuse.x, true", "llm.x, true", "http.method, false",
			"x.gen_ai., false" })
	void spanIsOfAModelByItsAttributes(String name, boolean expected) {
		assertThat(SpanValues.areOfModels(Attributes.of(AttributeKey.stringKey(name), "x"))).isEqualTo(expected);
	}

	static SpanValues values(Map<String, Object> attributes) {
		SpanValues values = new SpanValues();
		attributes.forEach(values::put);
		return values;
	}

	static String show(Object value) {
		return JsonMapper.shared().writeValueAsString(value);
	}

}
