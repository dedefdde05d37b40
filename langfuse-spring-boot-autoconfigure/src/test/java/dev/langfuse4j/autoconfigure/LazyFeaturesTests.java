/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.time.Duration;
import java.util.List;

import dev.langfuse4j.Langfuse;
import dev.langfuse4j.autoconfigure.dataset.LangfuseDatasetAutoConfiguration;
import dev.langfuse4j.autoconfigure.experiment.LangfuseExperimentAutoConfiguration;
import dev.langfuse4j.autoconfigure.feedback.LangfuseFeedbackAutoConfiguration;
import dev.langfuse4j.autoconfigure.prompt.LangfusePromptAutoConfiguration;
import dev.langfuse4j.autoconfigure.score.LangfuseScoreAutoConfiguration;
import dev.langfuse4j.dataset.DatasetItem;
import dev.langfuse4j.dataset.LangfuseDatasets;
import dev.langfuse4j.experiment.ExperimentResult;
import dev.langfuse4j.experiment.LangfuseExperiments;
import dev.langfuse4j.prompt.LangfusePrompts;
import dev.langfuse4j.score.LangfuseScores;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.testing.LangfuseServer;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Features that an application does not use are not created. Those that it has asked for
 * work until its end.
 */
@ExtendWith(OutputCaptureExtension.class)
class LazyFeaturesTests {

	private static final List<String> FEATURES = List.of("langfusePrompts", "langfuseDatasets", "langfuseExperiments",
			"langfuseExperimentEngine", "langfuseScores");

	private final LangfuseServer server = new LangfuseServer();

	private final ApplicationContextRunner contexts = LangfuseContexts
		.runner(LangfusePromptAutoConfiguration.class, LangfuseScoreAutoConfiguration.class,
				LangfuseDatasetAutoConfiguration.class, LangfuseExperimentAutoConfiguration.class,
				LangfuseFeedbackAutoConfiguration.class)
		.withPropertyValues(LangfuseContexts.sendingTo(this.server.url()))
		.withPropertyValues("langfuse.datasets.offline=true");

	@AfterEach
	void close() {
		this.server.close();
	}

	@Test
	void unusedFeaturesAreNotCreatedAndLeaveNoTraceAtTheEnd(CapturedOutput output) {
		this.contexts.run((context) -> assertThat(created(context)).isEmpty());
		assertThat(output).contains("Langfuse prompts are cached for 60s").doesNotContain("WARN", "ERROR", "Exception");
	}

	@ParameterizedTest
	@ValueSource(classes = { Constructor.class, Provider.class, AfterConstruction.class })
	void featuresWorkHoweverTheyAreInjected(Class<? extends User> type) {
		this.contexts.withBean("user", type).run((context) -> {
			context.getBean(User.class).use();
			assertThat(created(context)).containsExactlyInAnyOrderElementsOf(FEATURES);
			assertThat(context.getBean(Langfuse.class).flush(Duration.ofSeconds(30))).isTrue();
			assertThat(this.server.scores()).extracting((score) -> score.path("name").asString()).contains("quality");
		});
	}

	@Test
	void beanMayUseThemInItsDestruction() {
		this.contexts.withBean("last", AtTheEnd.class).run((context) -> context.getBean(AtTheEnd.class));
		assertThat(this.server.scores()).extracting((score) -> score.path("name").asString()).contains("quality");
	}

	@Test
	void contextsThatFollowOrAccompanyEachOtherHaveFeaturesOfTheirOwn() {
		this.contexts.withBean("user", Constructor.class).run((first) -> {
			first.getBean(User.class).use();
			this.contexts.withBean("user", Constructor.class).run((second) -> {
				for (Class<?> feature : List.of(LangfusePrompts.class, LangfuseDatasets.class,
						LangfuseExperiments.class, LangfuseScores.class)) {
					assertThat(second.getBean(feature)).isNotSameAs(first.getBean(feature));
				}
				second.getBean(User.class).use();
			});
			first.getBean(User.class).use();
		});
	}

	@ParameterizedTest
	@CsvSource({ "langfuse.prompt.retries, -1", "langfuse.datasets.retries, -1", "langfuse.datasets.timeout, 0",
			"langfuse.experiments.concurrency, 0", "langfuse.score.max-queue-size, 0" })
	void wrongPropertyOfAnUnusedFeatureStopsTheStart(String name, String value) {
		this.contexts.withPropertyValues(name + "=" + value)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(InvalidLangfusePropertyException.class)
				.hasMessageContaining(name));
	}

	@ParameterizedTest
	@ValueSource(strings = { "langfuse.prompt.webhook", "langfuse.experiments.trigger" })
	void endpointWithoutItsSecretStopsTheStartAlsoWithoutAServer(String prefix) {
		this.contexts.withPropertyValues(prefix + ".enabled=true")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("Property '" + prefix + ".secret' is not set"));
	}

	private static List<String> created(ApplicationContext context) {
		ConfigurableListableBeanFactory beans = (ConfigurableListableBeanFactory) context
			.getAutowireCapableBeanFactory();
		return FEATURES.stream().filter(beans::containsSingleton).toList();
	}

	private static void use(LangfusePrompts prompts, LangfuseDatasets datasets, LangfuseExperiments experiments,
			LangfuseScores scores) {
		assertThat(prompts.text("any").fallback("Hello").get().template()).isEqualTo("Hello");
		assertThat(datasets.dataset("capitals").get().items()).isNotEmpty();
		ExperimentResult<String> result = experiments.experiment("sums")
			.items(List.of(DatasetItem.of("1 + 1", "2")))
			.task((item) -> "2")
			.run();
		assertThat(result.items()).hasSize(1);
		scores.score("quality", 1.0).onTrace("0123456789abcdef0123456789abcdef");
	}

	interface User {

		void use();

	}

	static class Constructor implements User {

		private final Runnable use;

		Constructor(LangfusePrompts prompts, LangfuseDatasets datasets, LangfuseExperiments experiments,
				LangfuseScores scores) {
			this.use = () -> LazyFeaturesTests.use(prompts, datasets, experiments, scores);
		}

		@Override
		public void use() {
			this.use.run();
		}

	}

	static class Provider implements User {

		private final Runnable use;

		Provider(ObjectProvider<LangfusePrompts> prompts, ObjectProvider<LangfuseDatasets> datasets,
				ObjectProvider<LangfuseExperiments> experiments, ObjectProvider<LangfuseScores> scores) {
			this.use = () -> LazyFeaturesTests.use(prompts.getObject(), datasets.getObject(), experiments.getObject(),
					scores.getObject());
		}

		@Override
		public void use() {
			this.use.run();
		}

	}

	static class AfterConstruction extends Constructor {

		AfterConstruction(LangfusePrompts prompts, LangfuseDatasets datasets, LangfuseExperiments experiments,
				LangfuseScores scores) {
			super(prompts, datasets, experiments, scores);
		}

		@PostConstruct
		void start() {
			use();
		}

	}

	static class AtTheEnd extends Constructor {

		AtTheEnd(LangfusePrompts prompts, LangfuseDatasets datasets, LangfuseExperiments experiments,
				LangfuseScores scores) {
			super(prompts, datasets, experiments, scores);
		}

		@PreDestroy
		void end() {
			use();
		}

	}

}
