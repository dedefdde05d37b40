/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.langchain4j;

import dev.langchain4j.model.chat.listener.ChatModelListener;
import dev.langfuse4j.Langfuse;
import dev.langfuse4j.autoconfigure.springai.LangfuseSpringAiAutoConfiguration;
import dev.langfuse4j.langchain4j.LangChain4jTracing;
import dev.langfuse4j.langchain4j.LangfuseAgentListener;
import dev.langfuse4j.langchain4j.LangfuseChatModelListener;
import dev.langfuse4j.springai.SpringAiSettings;
import dev.langfuse4j.testing.LangfuseContexts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The beans depend on the parts of LangChain4j on the class path.
 */
@ExtendWith(OutputCaptureExtension.class)
class LangfuseLangChain4jAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = LangfuseContexts
		.plainRunner(LangfuseSpringAiAutoConfiguration.class, LangfuseLangChain4jAutoConfiguration.class)
		.withPropertyValues("langfuse.public-key=pk-lf-test", "langfuse.secret-key=sk-lf-test",
				"langfuse.export.enabled=false");

	@Test
	void listenersAreBeans() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(ChatModelListener.class)
			.hasSingleBean(LangfuseAgentListener.class)
			.hasSingleBean(LangChain4jReport.class));
	}

	@Test
	void applicationWithoutLangChain4jHasNoneOfIt() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("dev.langchain4j"))
			.run((context) -> assertThat(context).hasSingleBean(Langfuse.class)
				.doesNotHaveBean(LangChain4jTracing.class)
				.doesNotHaveBean(LangChain4jProperties.class));
	}

	@Test
	void applicationWithoutSpringAiHasAllOfIt() {
		this.contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.ai"))
			.run((context) -> assertThat(context).doesNotHaveBean(SpringAiSettings.class)
				.hasSingleBean(LangfuseChatModelListener.class)
				.hasSingleBean(LangfuseAgentListener.class)
				.hasSingleBean(LangChain4jReport.class));
	}

	@Test
	void applicationWithTheCoreOnlyHasItsListeners() {
		this.contextRunner
			.withClassLoader(new FilteredClassLoader("dev.langchain4j.service", "dev.langchain4j.agentic"))
			.run((context) -> assertThat(context).hasSingleBean(LangfuseChatModelListener.class)
				.doesNotHaveBean(LangfuseAgentListener.class)
				.doesNotHaveBean(LangChain4jReport.class));
	}

	@Test
	void whatAnotherFactoryTakesAwayIsLogged(CapturedOutput output) {
		new LangChain4jReport(() -> true, () -> "com.example.OtherFactory").afterSingletonsInstantiated();
		assertThat(output).contains("WARN").contains("com.example.OtherFactory creates the contexts of AI services");
	}

	@Test
	void nothingIsLoggedWithoutAnotherFactory(CapturedOutput output) {
		this.contextRunner.run((context) -> assertThat(output).doesNotContain("AiServiceContextFactory"));
	}

}
