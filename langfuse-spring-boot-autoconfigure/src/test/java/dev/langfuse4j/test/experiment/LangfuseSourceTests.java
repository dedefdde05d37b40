/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.langfuse4j.dataset.DatasetItem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Datasets as the source of parameterized tests, without Spring and without keys.
 */
class LangfuseSourceTests {

	private static final List<Object> SEEN = new CopyOnWriteArrayList<>();

	@TempDir
	Path reports;

	@BeforeEach
	void forget() {
		SEEN.clear();
	}

	@Test
	void runsForEachItemWithTheTypesOfTheParameters() {
		Engine engine = Engine.run(Typed.class, this.reports);
		assertThat(engine.failures()).isEmpty();
		assertThat(engine.succeeded()).isEqualTo(4);
		assertThat(SEEN).contains(new Question("20 + 22"), new Answer(42)).hasSize(8);
	}

	@Test
	void namesShowTheIdAndTheBeginningOfTheInput() {
		assertThat(Engine.run(Typed.class, this.reports).names()).hasSize(4)
			.anyMatch((name) -> name.endsWith("item small: {\"text\":\"1 + 1\"}"))
			.anyMatch((name) -> name.endsWith("item wrong: {\"text\":\"2 + 2, which is not as easy\\nas…"));
	}

	@Test
	void namesShowTheIdOnlyIfAsked() {
		Map<String, String> ids = Map.of("langfuse.experiment.display-names", "id");
		assertThat(Engine.run(Typed.class, this.reports, ids).names()).hasSize(4)
			.allMatch((name) -> name.matches("\\[\\d] item (small|large|zero|wrong)"));
	}

	@Test
	void aNameThatIsNoneIsRefused() {
		Map<String, String> wrong = Map.of("langfuse.experiment.display-names", "all");
		assertThat(Engine.run(Typed.class, this.reports, wrong).containerFailures()).singleElement()
			.extracting(Throwable::getMessage)
			.asString()
			.contains("'langfuse.experiment.display-names' is 'all': set it to 'input' or 'id'");
	}

	@Test
	void annotationsAndTypesSayWhichParameterGetsWhat() {
		Engine engine = Engine.run(Annotated.class, this.reports);
		assertThat(engine.failures()).isEmpty();
		assertThat(SEEN).containsExactlyInAnyOrder("small {text=1 + 1} 2", "large {text=20 + 22} 42",
				"zero {text=0 + 0} 0", "wrong {text=2 + 2, which is not as easy\nas it seems to be at first sight} 5");
	}

	@Test
	void textsGetTheJson() {
		Engine.run(Texts.class, this.reports);
		assertThat(SEEN).contains("{\"text\":\"1 + 1\"}").hasSize(4);
	}

	@Test
	void aTypeThatDoesNotFitIsNamedWithoutTheContent() {
		assertThat(Engine.run(Mistyped.class, this.reports).containerFailures()).singleElement()
			.extracting(Throwable::getMessage)
			.asString()
			.contains("The input of item small of the dataset cannot be converted to " + Answer.class.getName())
			.doesNotContain("1 + 1");
	}

	@Test
	void aDatasetThatIsNotThereIsNamed() {
		assertThat(Engine.run(Unknown.class, this.reports).containerFailures()).singleElement()
			.extracting(Throwable::getMessage)
			.asString()
			.contains("datasets/nowhere.jsonl");
	}

	@Test
	void aDatasetWithoutItemsFails() {
		assertThat(Engine.run(Empty.class, this.reports).containerFailures()).singleElement()
			.extracting(Throwable::getMessage)
			.asString()
			.contains("Dataset 'no-items' has no item: a test without items would always pass");
	}

	static class Typed {

		@ParameterizedTest
		@LangfuseSource("sums")
		void test(Question question, Answer expected, TestInfo info) {
			assertThat(info.getDisplayName()).contains("item ");
			SEEN.add(question);
			SEEN.add(expected);
		}

	}

	static class Annotated {

		@ParameterizedTest
		@LangfuseSource("classpath:/datasets/sums.jsonl")
		void test(@Expected Map<String, Integer> expected, @Item Map<String, String> input,
				DatasetItem<Object, Object> item) {
			SEEN.add(item.id() + " " + input + " " + expected.get("value"));
		}

	}

	static class Texts {

		@ParameterizedTest
		@LangfuseSource("sums")
		void test(String input) {
			SEEN.add(input);
		}

	}

	static class Mistyped {

		@ParameterizedTest
		@LangfuseSource("sums")
		void test(@Nullable Answer notTheAnswer) {
			SEEN.add("unexpected");
		}

	}

	static class Unknown {

		@ParameterizedTest
		@LangfuseSource("nowhere")
		void test(String input) {
			SEEN.add(input);
		}

	}

	static class Empty {

		@ParameterizedTest
		@LangfuseSource("no-items")
		void test(String input) {
			SEEN.add(input);
		}

	}

}
