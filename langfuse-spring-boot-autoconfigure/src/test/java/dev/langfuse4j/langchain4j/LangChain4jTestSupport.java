/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.autoconfigure.langchain4j.LangfuseLangChain4jAutoConfiguration;
import dev.langfuse4j.autoconfigure.langchain4j.LangfuseLangChain4jValuesAutoConfiguration;
import dev.langfuse4j.testing.AiTestSupport;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;

/**
 * Runs applications of LangChain4j, with its client of OpenAI.
 */
abstract class LangChain4jTestSupport extends AiTestSupport {

	static final AutoConfigurations AUTO_CONFIGURATIONS = AutoConfigurations.of(ObservationAutoConfiguration.class,
			LangfuseAutoConfiguration.class, LangfuseLangChain4jAutoConfiguration.class,
			LangfuseLangChain4jValuesAutoConfiguration.class);

	LangChain4jTestSupport() {
		super(AssistantApplication.class, AUTO_CONFIGURATIONS);
	}

}
