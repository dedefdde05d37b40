/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.autoconfigure.LangfuseConnectionDetails;
import dev.langfuse4j.autoconfigure.dataset.LangfuseDatasetAutoConfiguration;
import dev.langfuse4j.autoconfigure.experiment.LangfuseExperimentAutoConfiguration;
import dev.langfuse4j.autoconfigure.score.LangfuseScoreAutoConfiguration;
import dev.langfuse4j.mask.ContentMasker;
import dev.langfuse4j.testing.Span;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Experiments as tests with a server: what it gets, with Spring and without.
 */
class ExperimentOnTheWireTests {

	private static @Nullable ExperimentServer current;

	private final ExperimentServer server = new ExperimentServer();

	@TempDir
	Path reports;

	@BeforeEach
	void share() {
		current = this.server;
	}

	@AfterEach
	void close() {
		current = null;
		this.server.close();
	}

	private JsonNode report(String name) throws IOException {
		return JsonMapper.shared().readTree(Files.readString(this.reports.resolve("experiment-" + name + ".json")));
	}

	private static Map<String, Boolean> scores(List<JsonNode> scores, String name, String observationId) {
		Map<String, Boolean> values = new HashMap<>();
		scores.stream()
			.filter((score) -> score.path("name").asString().equals(name)
					&& score.path("observationId").asString().equals(observationId))
			.forEach((score) -> values.put(score.path("traceId").asString(), score.path("value").asInt() == 1));
		return values;
	}

	private void assertRunOnTheWire(String name) throws IOException {
		JsonNode report = report(name);
		assertThat(report.path("delivered").booleanValue()).isTrue();
		assertThat(report.path("url").asString()).startsWith(this.server.url() + "/project/p-1/datasets/ds-1/runs/");
		List<Span> tasks = this.server.spans("experiment-item-task");
		assertThat(tasks).hasSize(2);
		assertThat(tasks).extracting(Span::traceId).doesNotHaveDuplicates();
		for (Span task : tasks) {
			assertThat(task.text("langfuse.experiment.id")).isEqualTo(report.path("runId").asString());
			assertThat(task.text("langfuse.experiment.name")).isEqualTo(report.path("runName").asString())
				.startsWith(name + " - ");
			assertThat(task.text("langfuse.experiment.dataset.id")).isEqualTo("ds-1");
			assertThat(task.text("langfuse.experiment.item.root_observation_id")).isEqualTo(task.id());
			assertThat(task.text("langfuse.experiment.metadata.git")).isEqualTo("4f2a");
			assertThat(task.text("langfuse.environment")).isEqualTo("sdk-experiment");
			boolean right = "i-1".equals(task.text("langfuse.experiment.item.id"));
			assertThat(task.output()).isEqualTo(right ? "{\"value\":2}" : "{\"value\":42}");
			assertThat(scores(this.server.scores(), "exact", task.id())).isEqualTo(Map.of(task.traceId(), right));
			assertThat(scores(this.server.scores(), "passed", task.id())).isEqualTo(Map.of(task.traceId(), true));
		}
		assertThat(report.path("items").findValuesAsString("traceId"))
			.containsExactlyInAnyOrderElementsOf(tasks.stream().map(Span::traceId).toList());
		assertThat(this.server.paths().stream().filter((path) -> path.startsWith("/api/public/dataset-items")))
			.as("the items are read once")
			.hasSize(1);
	}

	@Test
	void withoutSpringTheRunIsDelivered() throws IOException {
		Engine engine = Engine.run(Plain.class, this.reports, this.server.configuration());
		assertThat(engine.failures()).isEmpty();
		assertThat(engine.containerFailures()).isEmpty();
		assertThat(engine.succeeded()).isEqualTo(2);
		assertRunOnTheWire("plain");
	}

	@Test
	void withSpringTheRunIsDeliveredThoughTestsSendNothing() throws IOException {
		Engine engine = Engine.run(WithSpring.class, this.reports);
		assertThat(engine.failures()).isEmpty();
		assertThat(engine.containerFailures()).isEmpty();
		assertRunOnTheWire("spring");
		List<Span> observed = this.server.spans("observed");
		assertThat(observed).hasSize(2)
			.allSatisfy((span) -> assertThat(span.parentId())
				.isEqualTo(span.text("langfuse.experiment.item.root_observation_id")));
	}

	@Test
	void aContextThatIsClosedEarlierIsNoFailure() {
		Engine engine = Engine.run(ClosedEarly.class, this.reports);
		assertThat(engine.failures()).isEmpty();
		assertThat(engine.containerFailures()).isEmpty();
		assertThat(this.server.spans("experiment-item-task")).hasSize(2);
	}

	@Test
	void withSpringAndWithoutKeysTheDatasetIsLocal() throws IOException {
		Engine engine = Engine.run(Offline.class, this.reports);
		assertThat(engine.failures()).singleElement().isInstanceOf(AssertionError.class);
		assertThat(engine.succeeded()).isEqualTo(3);
		assertThat(this.server.paths()).isEmpty();
		assertThat(report("offline").path("delivered").isMissingNode()).isTrue();
	}

	@Test
	void maskersSeeWhatNamesAndReportsShow() throws IOException {
		Engine engine = Engine.run(Offline.class, this.reports);
		assertThat(engine.names()).contains("item small: {\"text\":\"one + one\"}");
		assertThat(report("offline").path("items").get(0).path("attempts").get(0).path("message").asString())
			.isEqualTo("the answer to one + one");
		assertThat(Files.readString(this.reports.resolve("experiment-offline.md"))).contains("the answer to one")
			.doesNotContain("1 + 1");
	}

	@Test
	void datasetsOfTheServerAreArguments() {
		Engine engine = Engine.run(Source.class, this.reports, this.server.configuration());
		assertThat(engine.failures()).isEmpty();
		assertThat(engine.names()).containsExactly("[1] item i-1: {\"text\":\"1 + 1\"}",
				"[2] item i-2: {\"text\":\"20 + 22\"}");
	}

	@Test
	void aDatasetThatTheServerDoesNotHaveFails() {
		assertThat(Engine.run(Unknown.class, this.reports, this.server.configuration()).containerFailures())
			.singleElement()
			.extracting(Throwable::getMessage)
			.asString()
			.contains("has no dataset 'team/other'");
	}

	@Test
	void noItemMayBeWorseThanInAFormerRunOfTheServer() {
		Engine engine = Engine.run(Regressing.class, this.reports, this.server.configuration());
		assertThat(engine.failures()).isEmpty();
		assertThat(engine.containerFailures()).singleElement()
			.extracting(Throwable::getMessage)
			.asString()
			.contains("worse than in run 'former': item i-2, exact 1.00 -> 0.00")
			.doesNotContain("item i-1, exact");
	}

	@Test
	void aFormerRunThatTheServerDoesNotHaveFails() {
		assertThat(Engine.run(NoFormer.class, this.reports, this.server.configuration()).containerFailures())
			.singleElement()
			.extracting(Throwable::getMessage)
			.asString()
			.contains("has no run with this name of dataset 'team/qa'");
		assertThat(this.server.spans("experiment-item-task")).isEmpty();
	}

	@Test
	void theFirstRunHasNothingToBeComparedWith() {
		Engine engine = Engine.run(First.class, this.reports, this.server.configuration());
		assertThat(engine.containerFailures()).isEmpty();
		assertThat(engine.succeeded()).isEqualTo(2);
	}

	@LangfuseExperiment(name = "plain", dataset = "team/qa", metadata = "git=4f2a",
			minimum = @Threshold(score = "exact", average = 0.5))
	static class Plain {

		@ExperimentTest
		void test(@Item Question question, @Expected Answer expected, ExperimentItem item) {
			item.score("exact", item.task(() -> Answer.to(question)).equals(expected));
			assertThat(item.traceId()).matches("[0-9a-f]{32}");
		}

	}

	@SpringBootTest(classes = Application.class, properties = { "commit=4f2a", "langfuse.sample-rate=0" })
	@LangfuseExperiment(name = "spring", dataset = "team/qa", metadata = "git=${commit}",
			minimum = @Threshold(score = "exact", average = 0.5))
	@DirtiesContext
	static class WithSpring {

		@Autowired
		private Calculator calculator;

		@ExperimentTest
		void test(@Item Question question, @Expected Answer expected, ExperimentItem item,
				@Autowired Langfuse langfuse) {
			assertThat(langfuse).isNotNull();
			item.score("exact", item.task(() -> this.calculator.answer(question)).equals(expected));
		}

	}

	@LangfuseExperiment(name = "early", dataset = "team/qa")
	@SpringBootTest(classes = Application.class)
	@DirtiesContext
	static class ClosedEarly {

		@ExperimentTest
		void test(@Item Question question) {
			assertThat(question).isNotNull();
		}

	}

	@SpringBootTest(classes = WithoutKeys.class)
	@LangfuseExperiment(name = "offline", dataset = "sums")
	static class Offline {

		@ExperimentTest
		void test(@Item Question question) {
			assertThat(question.text()).withFailMessage("the answer\nto %s", question.text()).isNotEqualTo("1 + 1");
		}

	}

	static class Source {

		@ParameterizedTest
		@LangfuseSource("team/qa")
		void test(Question question, Answer expected) {
			assertThat(question.text()).isNotEmpty();
			assertThat(expected.value()).isPositive();
		}

	}

	@LangfuseExperiment(name = "unknown", dataset = "team/other")
	static class Unknown extends Plain {

	}

	@LangfuseExperiment(name = "regressing", dataset = "team/qa", noRegressionAgainst = "former",
			minimum = @Threshold(score = "exact", average = 0.5))
	static class Regressing extends Plain {

	}

	@LangfuseExperiment(name = "no former", dataset = "team/qa", noRegressionAgainst = "other")
	static class NoFormer extends Plain {

	}

	@LangfuseExperiment(name = "first", dataset = "team/qa", noRegressionAgainst = "latest")
	static class First extends Plain {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ LangfuseAutoConfiguration.class, LangfuseScoreAutoConfiguration.class,
			LangfuseDatasetAutoConfiguration.class, LangfuseExperimentAutoConfiguration.class })
	static class WithoutKeys {

		@Bean
		ContentMasker masker() {
			return (text) -> text.replace("1 + 1", "one + one");
		}

	}

	static class Calculator {

		@Observe(name = "observed")
		Answer answer(Question question) {
			return Answer.to(question);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ LangfuseAutoConfiguration.class, LangfuseScoreAutoConfiguration.class,
			LangfuseDatasetAutoConfiguration.class, LangfuseExperimentAutoConfiguration.class })
	static class Application {

		@Bean
		Calculator calculator() {
			return new Calculator();
		}

		@Bean
		LangfuseConnectionDetails connection() {
			ExperimentServer server = current;
			assertThat(server).isNotNull();
			String url = server.url();
			return new LangfuseConnectionDetails() {

				@Override
				public String getBaseUrl() {
					return url;
				}

				@Override
				public String getPublicKey() {
					return "pk-lf-1";
				}

				@Override
				public String getSecretKey() {
					return "sk-lf-1";
				}

			};
		}

	}

}
