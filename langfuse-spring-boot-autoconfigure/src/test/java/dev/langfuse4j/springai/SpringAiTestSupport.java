/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.autoconfigure.springai.LangfuseSpringAiAutoConfiguration;
import dev.langfuse4j.autoconfigure.springai.LangfuseSpringAiValuesAutoConfiguration;
import dev.langfuse4j.testing.AiTestSupport;

import org.springframework.ai.model.chat.client.autoconfigure.ChatClientAutoConfiguration;
import org.springframework.ai.model.tool.autoconfigure.ToolCallingAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;

/**
 * Runs applications of Spring AI.
 */
abstract class SpringAiTestSupport extends AiTestSupport {

	static final AutoConfigurations AUTO_CONFIGURATIONS = AutoConfigurations.of(ObservationAutoConfiguration.class,
			LangfuseAutoConfiguration.class, LangfuseSpringAiAutoConfiguration.class,
			LangfuseSpringAiValuesAutoConfiguration.class, ToolCallingAutoConfiguration.class,
			ChatClientAutoConfiguration.class);

	SpringAiTestSupport() {
		super(ChatApplication.class, AUTO_CONFIGURATIONS);
	}

}
