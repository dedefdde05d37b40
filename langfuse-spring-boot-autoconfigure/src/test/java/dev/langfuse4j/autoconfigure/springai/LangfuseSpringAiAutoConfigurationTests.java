/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.springai;

import dev.langfuse4j.springai.StreamProbeCustomizer;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.trace.ObservationMapper;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The beans depend on the modules of Spring AI on the class path.
 */
class LangfuseSpringAiAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = LangfuseContexts
		.runner(LangfuseSpringAiAutoConfiguration.class);

	@Test
	void mapsEachKindOfObservation() {
		this.contextRunner.run((context) -> {
			assertThat(context.getBeansOfType(ObservationMapper.class)).hasSize(7);
			assertThat(context).hasSingleBean(StreamProbeCustomizer.class).hasSingleBean(SpringAiReport.class);
		});
	}

	@Test
	void doesWithoutTheChatClient() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.ai.chat.client"))
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(StreamProbeCustomizer.class);
				assertThat(context.getBeansOfType(ObservationMapper.class)).hasSize(5);
			});
	}

	@Test
	void doesWithoutVectorStores() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.ai.vectorstore"))
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.getBeansOfType(ObservationMapper.class)).hasSize(6);
			});
	}

	@Test
	void isAbsentWithSpringAi() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.ai"))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(LangfuseSpringAiAutoConfiguration.class)
				.doesNotHaveBean(ObservationMapper.class));
	}

	@Test
	void nativeImageKeepsTheUsageOfProviders() {
		RuntimeHints hints = new RuntimeHints();
		new SpringAiRuntimeHints().registerHints(hints, getClass().getClassLoader());
		assertThat(RuntimeHintsPredicates.reflection()
			.onType(TypeReference.of("com.openai.models.completions.CompletionUsage"))).accepts(hints);
	}

}
