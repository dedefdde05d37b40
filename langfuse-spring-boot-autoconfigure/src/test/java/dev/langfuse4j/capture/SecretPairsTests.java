/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Objects that say their secret as a value beside its name.
 */
class SecretPairsTests {

	private static final String SECRET = "s3cr3t";

	private final ContentCapture capture = new ContentCapture(CaptureSettings.defaults(),
			new Redactions(null, List.of("password", "authorization", "api-key", "token")),
			new ApplicationClasses(List.of()), List::of, List::of);

	@Test
	void valueOfASecretNameIsNotCapturedInAnyOrder() {
		assertThat(json(new Pair("password", SECRET))).isEqualTo("{\"name\":\"password\",\"value\":\"<redacted>\"}");
		assertThat(json(new Reversed(SECRET, "Authorization")))
			.isEqualTo("{\"value\":\"<redacted>\",\"key\":\"Authorization\"}");
		assertThat(json(new Getters())).isEqualTo("{\"value\":\"<redacted>\",\"header\":\"x-api-key\"}");
	}

	@ParameterizedTest
	@CsvSource({ "name,value", "key,value", "header,value", "field,value", "property,value", "parameter,values",
			"headerName,headerValue", "param_name,param_value", "Name,Value", "id,value", "k,v", "label,value",
			"attribute,stringValue", "first,second", "left,right", "variable,defaultValue", "name,VALUE", "k,val" })
	void usualPairsOfNamesAreKnown(String name, String value) {
		assertThat(json(map(name, "password", value, SECRET))).contains("<redacted>").doesNotContain(SECRET);
		assertThat(json(map(value, SECRET, name, "password"))).contains("<redacted>").doesNotContain(SECRET);
	}

	@Test
	void pairsAreFoundWhereverTheyAre() {
		List<Object> pairs = List.of(new Pair("user", "ada"), new Pair("password", SECRET),
				map("key", "api-key", "value", List.of(SECRET, map("more", SECRET))),
				map("key", List.of("password"), "value", SECRET));
		assertThat(json(Map.of("deep", List.of(pairs)))).contains("ada").doesNotContain(SECRET);
		assertThat(json(JsonMapper.shared().valueToTree(pairs))).contains("ada").doesNotContain(SECRET);
		assertThat(json(new Unwrapped(new Pair("password", SECRET)))).contains("password").doesNotContain(SECRET);
		CapturedContent arguments = this.capture.arguments(this.capture.names("name", "value"),
				new Object[] { "Authorization", SECRET }, 1_000);
		assertThat(arguments.asText()).isEqualTo("{\"name\":\"Authorization\",\"value\":\"<redacted>\"}");
		Map<String, Object> outer = map("name", "password", "value", map("name", "user", "value", SECRET));
		assertThat(json(outer)).isEqualTo("{\"name\":\"password\",\"value\":\"<redacted>\"}");
	}

	@Test
	void valuesThatComeOneAfterTheOtherHaveNoneEither() {
		ElementCapture elements = this.capture.elements(new ContentBudget() {

			@Override
			public int left() {
				return 10_000;
			}

			@Override
			public void take(int characters) {
			}

		});
		elements.add(new Pair("password", SECRET));
		elements.add(new Pair("user", "ada"));
		assertThat(elements.content().asText())
			.isEqualTo("[{\"name\":\"password\",\"value\":\"<redacted>\"},{\"name\":\"user\",\"value\":\"ada\"}]");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "API key", "Proxy Authorization:", " password ", "accessToken", "X-API-KEY", "PGPASSWORD" })
	void namesAreComparedAsElsewhere(String name) {
		assertThat(json(new Pair(name, SECRET))).doesNotContain(SECRET);
	}

	@ParameterizedTest
	@ValueSource(strings = { "user", "maxTokens", "tokenCount", "The password thief", "" })
	void otherPairsStay(String name) {
		assertThat(json(new Pair(name, "shown"))).contains("\"value\":\"shown\"");
	}

	@Test
	void nameThatIsNotKnownHidesTheValue() {
		assertThat(json(new Broken())).doesNotContain(SECRET).contains("\"name\":\"<not captured: ");
		Map<String, Object> cut = map("value", SECRET, "other", "x".repeat(2_000));
		cut.put("name", "password");
		assertThat(this.capture.content(cut, 500).asText()).doesNotContain(SECRET).contains("<redacted>");
		Map<String, Object> list = map("value", Collections.nCopies(100, "shown"), "other", "x");
		assertThat(this.capture.content(list, 300).asText()).as("is no secret that was cut").contains("shown");
	}

	@Test
	void nothingIsSecretWithoutNames() {
		ContentCapture open = new ContentCapture(CaptureSettings.defaults());
		assertThat(open.content(new Pair("password", SECRET), 1_000).asText()).contains(SECRET);
		assertThat(open.content(new Broken(), 1_000).asText()).contains(SECRET);
		assertThat(json(new Pair("password", null))).isEqualTo("{\"name\":\"password\",\"value\":null}");
	}

	private String json(Object value) {
		return this.capture.content(value, 1_000_000).asText();
	}

	private static Map<String, Object> map(String first, Object one) {
		Map<String, Object> map = new LinkedHashMap<>();
		map.put(first, one);
		return map;
	}

	private static Map<String, Object> map(String first, Object one, String second, Object two) {
		Map<String, Object> map = map(first, one);
		map.put(second, two);
		return map;
	}

	record Pair(String name, @Nullable Object value) {

	}

	record Reversed(String value, String key) {

	}

	record Unwrapped(@JsonUnwrapped Pair pair) {

	}

	@JsonPropertyOrder({ "value", "header" })
	static class Getters {

		public String getHeader() {
			return "x-api-key";
		}

		public String getValue() {
			return SECRET;
		}

	}

	static class Broken {

		public String getName() {
			throw new IllegalStateException();
		}

		public String getValue() {
			return SECRET;
		}

	}

}
