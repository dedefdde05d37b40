/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import com.anthropic.client.AnthropicClient;
import com.openai.client.OpenAIClient;
import dev.langfuse4j.autoconfigure.capture.LangfuseCaptureAutoConfiguration;
import dev.langfuse4j.autoconfigure.vendor.LangfuseVendorAutoConfiguration;
import dev.langfuse4j.testing.LangfuseContexts;
import dev.langfuse4j.vendor.VendorTracing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Auto-configurations that are skipped as a whole.
 */
class OnAnyClassConditionTests {

	private final ApplicationContextRunner contexts = LangfuseContexts.runner(LangfuseVendorAutoConfiguration.class);

	@ParameterizedTest
	@ValueSource(classes = { LangfuseCaptureAutoConfiguration.class, LangfuseVendorAutoConfiguration.class })
	void namesTheClassesOfAllNestedConfigurations(Class<?> configuration) {
		List<String> nested = Stream.of(configuration.getDeclaredClasses())
			.map((type) -> type.getAnnotation(ConditionalOnClass.class))
			.filter(Objects::nonNull)
			.flatMap((condition) -> Stream.of(condition.name()))
			.toList();
		assertThat(configuration.getAnnotation(ConditionalOnAnyClass.class).value()).isNotEmpty()
			.containsExactlyInAnyOrderElementsOf(nested);
	}

	@Test
	void oneOfTheClassesIsEnough() {
		this.contexts.withClassLoader(new FilteredClassLoader(OpenAIClient.class))
			.run((context) -> assertThat(context).hasSingleBean(VendorTracing.class));
		this.contexts.withClassLoader(new FilteredClassLoader(AnthropicClient.class))
			.run((context) -> assertThat(context).hasSingleBean(VendorTracing.class));
	}

	@Test
	void withoutAnyNothingIsConfigured() {
		this.contexts.withClassLoader(new FilteredClassLoader(OpenAIClient.class, AnthropicClient.class))
			.run((context) -> assertThat(context).doesNotHaveBean(VendorTracing.class)
				.doesNotHaveBean(LangfuseVendorAutoConfiguration.class));
	}

}
