/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.util.StdConverter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Properties that an application hides from JSON by Jackson's annotations are hidden here
 * too, and values that only Jackson can write stay within the bounds.
 */
class JacksonAnnotationsTests {

	private final ContentCapture capture = new ContentCapture(CaptureSettings.defaults());

	@Test
	void annotationsOnAPropertyHideWhatTheyHideInJson() {
		assertThat(json(new Account(new User("ada", "secret"), new User("grace", "secret"), "4111111111111111")))
			.isEqualTo("{\"owner\":{\"name\":\"ada\"},\"partner\":{\"name\":\"grace\"},\"card\":\"****1111\"}");
	}

	@Test
	void serializersAndUnwrappingAreHonoured() {
		assertThat(json(new Special("x", new User("ada", "p"))))
			.isEqualTo("{\"shout\":\"X\",\"name\":\"ada\",\"password\":\"p\"}");
	}

	@Test
	void resourcesAreNotTouchedBesideThem() {
		assertThat(json(new WithResource(new User("ada", "p"), new ByteArrayInputStream(new byte[3]))))
			.isEqualTo("{\"name\":\"ada\",\"password\":\"p\",\"in\":\"<ByteArrayInputStream>\"}");
		assertThat(json(new HoldsResource(new ByteArrayInputStream(new byte[3]))))
			.isEqualTo("{\"inner\":\"<ByteArrayInputStream>\"}");
	}

	@Test
	void rawJsonIsKeptOnlyIfItIsJson() {
		assertThat(json(new Raw("{\"a\":1}", 1))).isEqualTo("{\"raw\":{\"a\":1},\"next\":1}");
		assertThat(JsonMapper.shared().readTree(json(new Raw("{\"a\":", 1))).path("next").asInt()).isEqualTo(1);
		assertThat(json(new Raw("\"" + "x".repeat(2_000_000) + "\"", 1)))
			.isEqualTo("{\"raw\":\"<not captured: too large>\",\"…\":\"more\"}");
	}

	@Test
	void largeTreeOfNumbersIsNotKept() {
		ArrayNode tree = JsonMapper.shared().createArrayNode();
		for (int i = 0; i < 200_000; i++) {
			tree.add(0.123456789f * i);
		}
		assertThat(json(tree)).isEqualTo("\"<not captured: too large>\"");
		assertThat(json(new Object[] { tree, tree, 3 })).isEqualTo("[\"<not captured: too large>\",\"… 2 more\"]");
	}

	@Test
	void textsAreCutHereToo() {
		String text = "x y".repeat(100_000);
		CapturedContent content = this.capture.content(JsonMapper.shared().createObjectNode().put("a", text),
				1_000_000);
		assertThat(content.replaceTexts(200_000, UnaryOperator.identity()).asText()).hasSizeLessThan(200_100)
			.endsWith(" more characters]\"}");
	}

	@Test
	void annotationsOnClassesThatAreMapsOrTextsHideToo() {
		HiddenKey map = new HiddenKey();
		map.put("name", "ada");
		map.put("password", "p");
		assertThat(json(map)).isEqualTo("{\"name\":\"ada\"}");
		assertThat(json(new HiddenElements(List.of("secret")))).isEqualTo("\"1 elements\"");
		assertThat(json(new Token("secret"))).isEqualTo("\"****\"");
		assertThat(json(Plan.GOLD)).isEqualTo("\"g\"");
	}

	@Test
	void whatJacksonAddsToABeanOrInlinesIsShownSo() {
		assertThat(json(new Inlined())).isEqualTo("{\"own\":1,\"any\":\"thing\"}");
	}

	@Test
	void iterableThatMayBeReadOnceIsNotReadBesideThem() {
		Iterator<Integer> rows = List.of(1, 2).iterator();
		Iterable<Integer> once = () -> rows;
		Iterable<Integer> named = new Iterable<>() {

			@Override
			public Iterator<Integer> iterator() {
				return rows;
			}

		};
		assertThat(json(new AnyValue(List.of(new Holder(once, "kept"), new Holder(named, "kept")))))
			.contains("\"good\":\"kept\"")
			.contains("\"bad\":\"<JacksonAnnotationsTests");
		assertThat(rows.next()).isEqualTo(1);
	}

	@Test
	void numbersCount() {
		CapturedContent content = this.capture.content(new float[1_000][1_000], 1_000_000);
		assertThat(content.asText().length()).isLessThan(1_100_000);
		assertThat(content.length()).isGreaterThan(content.asText().length() / 2);
	}

	@Test
	void classThatJacksonCannotDescribeLosesOnlyItself() {
		assertThat(json(new Holder(new Contradictory(), "kept")))
			.isEqualTo("{\"bad\":\"<JacksonAnnotationsTests.Contradictory>\",\"good\":\"kept\"}");
	}

	private String json(Object value) {
		return this.capture.content(value, 1_000_000).asText();
	}

	record User(String name, String password) {

	}

	record Account(@JsonIgnoreProperties("password") User owner, @JsonIncludeProperties("name") User partner,
			@JsonSerialize(converter = Mask.class) String card) {

	}

	record Special(@JsonSerialize(using = Shout.class) String shout, @JsonUnwrapped User user) {

	}

	record WithResource(@JsonUnwrapped User user, InputStream in) {

	}

	record HoldsResource(@JsonValue Object value) {

		HoldsResource(InputStream in) {
			this(new Inner(in));
		}

		record Inner(InputStream inner) {

		}

	}

	record Raw(@JsonRawValue String raw, int next) {

	}

	record Holder(Object bad, String good) {

	}

	static class Contradictory {

		@JsonValue
		public String one() {
			return "1";
		}

		@JsonValue
		public String two() {
			return "2";
		}

	}

	record AnyValue(@JsonValue Object value) {

	}

	@JsonIgnoreProperties("password")
	@SuppressWarnings("serial")
	static class HiddenKey extends LinkedHashMap<String, String> {

	}

	@SuppressWarnings("serial")
	static class HiddenElements extends ArrayList<String> {

		HiddenElements(List<String> elements) {
			super(elements);
		}

		@JsonValue
		String shown() {
			return size() + " elements";
		}

	}

	@JsonSerialize(using = Stars.class)
	record Token(String value) implements CharSequence {

		@Override
		public int length() {
			return this.value.length();
		}

		@Override
		public char charAt(int index) {
			return this.value.charAt(index);
		}

		@Override
		public CharSequence subSequence(int start, int end) {
			return this.value.subSequence(start, end);
		}

		@Override
		public String toString() {
			return this.value;
		}

	}

	enum Plan {

		GOLD("g");

		private final String code;

		Plan(String code) {
			this.code = code;
		}

		@JsonValue
		String code() {
			return this.code;
		}

	}

	static class Inlined {

		public int getOwn() {
			return 1;
		}

		@JsonAnyGetter
		public Map<String, Object> getOther() {
			return Map.of("any", "thing");
		}

	}

	static class Stars extends StdSerializer<Token> {

		Stars() {
			super(Token.class);
		}

		@Override
		public void serialize(Token value, JsonGenerator generator, SerializationContext context) {
			generator.writeString("****");
		}

	}

	static class Mask extends StdConverter<String, String> {

		@Override
		public String convert(String value) {
			return "****" + value.substring(value.length() - 4);
		}

	}

	static class Shout extends StdSerializer<String> {

		Shout() {
			super(String.class);
		}

		@Override
		public void serialize(String value, JsonGenerator generator, SerializationContext context) {
			generator.writeString(value.toUpperCase(Locale.ROOT));
		}

	}

}
