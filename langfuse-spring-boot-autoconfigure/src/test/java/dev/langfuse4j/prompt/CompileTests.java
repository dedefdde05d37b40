/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.net.URI;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Prompts are compiled with values: as by the Python SDK of Langfuse, byte for byte.
 */
class CompileTests {

	private static final String ONE = "1";

	static Stream<Arguments> vectors() {
		return Stream.of(Arguments.of("Hello, {{ name }}!", Map.of("name", "John"), "Hello, John!"),
				Arguments.of("{{a}}{{a}}", Map.of("a", ONE), "11"), //
				Arguments.of("{{{a}}}", Map.of("a", ONE), "{{{a}}}"), //
				Arguments.of("{{a}}}", Map.of("a", ONE), "1}"), //
				Arguments.of("{{{{a}}}}", Map.of("a", ONE), "{{{{a}}}}"), //
				Arguments.of("{{ {{a}} }}", Map.of("a", ONE), "{{ {{a}} }}"), //
				Arguments.of("{{a}} {b}", Map.of("a", "{{b}}", "b", "x"), "{{b}} {b}"),
				Arguments.of("{{a", Map.of("a", ONE), "{{a"), //
				Arguments.of("a}}", Map.of("a", ONE), "a}}"), //
				Arguments.of("{{}}", Map.of("", "E"), "E"), //
				Arguments.of("{{ }}", Map.of("", "E"), "E"), //
				Arguments.of("{{\n a \n}}", Map.of("a", "N"), "N"),
				Arguments.of("{\"k\": {{v}}}", Map.of("v", ONE), "{\"k\": 1}"),
				Arguments.of("{\"a\":{\"b\":1}} {{v}}", Map.of("v", "x"), "{\"a\":{\"b\":1}} x"),
				Arguments.of("{\"a\":{\"b\":{{v}}}}", Map.of("v", "x"), "{\"a\":{\"b\":x}}"),
				Arguments.of("{{x}}", Map.of(), "{{x}}"), //
				Arguments.of("{{x}}", Map.of("y", ONE), "{{x}}"), //
				Arguments.of("{{a.b}}", Map.of("a.b", "dot"), "dot"),
				Arguments.of("{{größe}} {{日本}}", Map.of("größe", "g", "日本", "j"), "g j"),
				Arguments.of("{{\u00a0a\u00a0}}", Map.of("a", "n"), "n"), //
				Arguments.of("{{\u0085a\u2007}}", Map.of("a", "n"), "n"), //
				Arguments.of("{{\u202fa}}", Map.of("a", "n"), "n"), //
				Arguments.of("{{\ufeffa}}", Map.of("a", "n"), "{{\ufeffa}}"),
				Arguments.of("{{\u200ba}}", Map.of("a", "n"), "{{\u200ba}}"),
				Arguments.of("{{#if x}}y{{/if}}", Map.of("x", ONE), "{{#if x}}y{{/if}}"),
				Arguments.of("{{> p}}", Map.of("p", ONE), "{{> p}}"), //
				Arguments.of("{{&a}}", Map.of("a", ONE), "{{&a}}"), //
				Arguments.of("{{! c }}", Map.of("c", ONE), "{{! c }}"), //
				Arguments.of("\\{{a}}", Map.of("a", ONE), "\\1"),
				Arguments.of("{{a}}", Map.of("a", "$1 \\1 {{a}}"), "$1 \\1 {{a}}"),
				Arguments.of("{{A}}", Map.of("a", ONE), "{{A}}"), //
				Arguments.of("", Map.of("a", ONE), ""));
	}

	@ParameterizedTest
	@MethodSource("vectors")
	void textIsAsOfPython(String template, Map<String, ?> values, String expected) {
		assertThat(text(template).with(values).text()).isEqualTo(expected);
	}

	@Test
	void nullIsNothing() {
		assertThat(text("<{{v}}>").with("v", null).text()).isEqualTo("<>");
	}

	@Test
	void simpleValuesPrintAndOthersAreJson() {
		UUID id = UUID.randomUUID();
		Map<String, Object> values = new LinkedHashMap<>();
		values.put("number", 1.0);
		values.put("truth", true);
		values.put("constant", Thread.State.NEW);
		values.put("date", LocalDate.of(2026, 5, 1));
		values.put("builder", new StringBuilder("b"));
		values.put("list", List.of(1, "x"));
		values.put("map", Map.of("a", 1));
		values.put("record", new PromptPlaceholder("p"));
		values.put("id", id);
		values.put("uri", URI.create("http://a/b"));
		assertThat(text(
				"{{number}} {{truth}} {{constant}} {{date}} {{builder}} {{list}} {{map}} {{record}} {{id}} {{uri}}")
			.with(values)
			.text()).isEqualTo("1.0 true NEW 2026-05-01 b [1,\"x\"] {\"a\":1} {\"name\":\"p\"} " + id + " http://a/b");
	}

	@Test
	void valueThatCannotBeWrittenIsNamedWithoutItsContent() {
		assertThatExceptionOfType(PromptCompileException.class)
			.isThrownBy(() -> text("{{a}}").with("a", new Unwritable()).text())
			.withMessageContaining("variable 'a'")
			.withMessageContaining("Unwritable")
			.withMessageNotContaining("secret");
	}

	@Test
	void recordSetsAllItsComponents() {
		assertThat(text("{{name}} {{city}}").with(new Person("Ada", null)).text()).isEqualTo("Ada ");
	}

	@Test
	void promptsAreImmutable() {
		TextPrompt first = text("{{a}} {{b}}").with("a", 1);
		TextPrompt second = first.with("b", 2);
		assertThat(first.text()).isEqualTo("1 {{b}}");
		assertThat(second.text()).isEqualTo("1 2");
		assertThat(second.with("a", 3).text()).isEqualTo("3 2");
	}

	@Test
	void variablesAreWhatTheServerTakesForThem() {
		assertThat(text("{{b}} {{ a }} {{b}} {{{j}}} {{#if x}} {{größe}} {{a.b}} {{1x}} {{ }} {{open").variables())
			.containsExactly("b", "a", "größe", "a.b");
	}

	@Test
	void strictPromptNeedsAllVariablesAndNothingElse() {
		TextPrompt prompt = text("{{b}} {\"a\": {{a}}} {{#if x}} {{{j}}}").strict();
		assertThatExceptionOfType(PromptCompileException.class).isThrownBy(() -> prompt.with("b", 1).text())
			.withMessageContaining("have no value: a.");
		assertThat(prompt.with("b", 1).with("a", null).text()).isEqualTo("1 {\"a\": } {{#if x}} {{{j}}}");
	}

	@Test
	void messagesOfPlaceholdersGoInAsTheyAre() {
		ChatPrompt prompt = chat(PromptMessage.system("Help with {{product}}"), new PromptPlaceholder("history"),
				PromptMessage.user("{{question}}"));
		List<PromptMessage> history = List.of(PromptMessage.user("show {{api_key}}"), PromptMessage.assistant("no"));
		assertThat(prompt.with(Map.of("product", "{{question}}", "question", "why?", "api_key", "secret"))
			.placeholder("history", history)
			.messages()).containsExactly(PromptMessage.system("Help with {{question}}"), history.get(0), history.get(1),
					PromptMessage.user("why?"));
		assertThat(prompt.variables()).containsExactly("product", "question");
		assertThat(prompt.placeholders()).containsExactly("history");
	}

	@Test
	void emptyPlaceholderIsRemovedAndAMissingOneIsNot() {
		ChatPrompt prompt = chat(PromptMessage.user("hi"), new PromptPlaceholder("history"));
		assertThat(prompt.placeholder("history", List.of()).messages()).containsExactly(PromptMessage.user("hi"));
		assertThatExceptionOfType(PromptCompileException.class).isThrownBy(prompt::messages)
			.withMessageContaining("'history'")
			.withMessageContaining("lenient()");
		assertThat(prompt.lenient().messages()).containsExactly(PromptMessage.user("hi"));
	}

	@Test
	void placeholderTakesMessagesOnly() {
		ChatPrompt prompt = chat(new PromptPlaceholder("history"));
		List<PromptMessage> broken = new java.util.ArrayList<>();
		broken.add(null);
		assertThatExceptionOfType(PromptCompileException.class).isThrownBy(() -> prompt.placeholder("history", broken));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"model\":\"m\",\"max_tokens\":7,\"stop\":[\"x\"],\"other\":1}",
			"{\"model\":\"m\",\"maxTokens\":7,\"stop\":[\"x\"]}" })
	void configurationIsReadInEitherStyle(String json) {
		TextPrompt prompt = text("t", json(json));
		assertThat(prompt.config(Config.class)).isEqualTo(new Config("m", 7, List.of("x"), null));
		assertThat(prompt.config(ConfigBean.class).maxTokens).isEqualTo(7);
		assertThat(prompt.config().path("model").asString()).isEqualTo("m");
	}

	@Test
	void mapsInConfigurationsKeepTheirKeys() {
		assertThat(text("t", json("{\"extra\":{\"max_tokens\":{\"a_b\":1}}}")).config(Config.class).extra())
			.isEqualTo(Map.of("max_tokens", Map.of("a_b", 1)));
	}

	@Test
	void configurationThatDoesNotFitIsLocatedWithoutItsContent() {
		assertThatExceptionOfType(PromptConfigException.class)
			.isThrownBy(() -> text("t", json("{\"stop\":[\"a\",{\"secret\":1}]}")).config(Config.class))
			.withMessageContaining("prompt 'p', version 3")
			.withMessageContaining("/stop/1")
			.withMessageNotContaining("secret")
			.withNoCause();
		assertThatExceptionOfType(PromptConfigException.class)
			.isThrownBy(() -> text("t", json("[1]")).config(Config.class));
	}

	@Test
	void configurationCannotBeChanged() {
		TextPrompt prompt = text("t", json("{\"a\":{\"b\":1}}"));
		prompt.config().path("a").asObject().put("b", 2);
		assertThat(prompt.config().at("/a/b").asInt()).isEqualTo(1);
	}

	@Test
	void nothingOfThePromptIsInItsText() {
		assertThat(text("secret").with("a", "secret")).hasToString("prompt 'p', version 3");
		assertThat(PromptMessage.user("secret")).hasToString("PromptMessage[user]");
	}

	private static TextPrompt text(String template) {
		return text(template, json("{}"));
	}

	private static TextPrompt text(String template, JsonNode config) {
		PromptTemplate parsed = new PromptTemplate(template);
		return new DefaultTextPrompt(binding(new PromptVersion("p", 3, List.of(), List.of(), config, parsed, null)),
				parsed);
	}

	private static ChatPrompt chat(ChatPromptPart... parts) {
		ChatTemplate template = new ChatTemplate(List.of(parts));
		return new DefaultChatPrompt(
				binding(new PromptVersion("p", 3, List.of(), List.of(), json("{}"), null, template)), template);
	}

	private static AbstractPrompt.Binding binding(PromptVersion prompt) {
		return new AbstractPrompt.Binding(prompt, "production", new PromptTools(JsonMapper.shared()), Map.of(), false);
	}

	private static JsonNode json(String text) {
		return JsonMapper.shared().readTree(text);
	}

	record Person(String name, @Nullable String city) {

	}

	record Config(String model, Integer maxTokens, List<String> stop, Map<String, Object> extra) {

	}

	static class ConfigBean {

		private int maxTokens;

		public void setMaxTokens(int maxTokens) {
			this.maxTokens = maxTokens;
		}

	}

	static class Unwritable {

		public String getValue() {
			throw new IllegalStateException("secret");
		}

	}

}
