/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.langchain4j;

import dev.langfuse4j.autoconfigure.ConditionalOnLinkage;
import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.capture.ValueConverter;
import dev.langfuse4j.langchain4j.LangChain4jMessageConverter;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration for values of LangChain4j's types. On its own, as they can be shown
 * also where a version of LangChain4j cannot be observed.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = LangfuseAutoConfiguration.class)
@ConditionalOnClass(name = "dev.langchain4j.data.message.ChatMessage")
public final class LangfuseLangChain4jValuesAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnLinkage(library = "messages of LangChain4j", room = "dev.langfuse4j.langchain4j")
	static class Messages {

		@Bean
		ValueConverter langfuseLangChain4jMessageConverter() {
			return new LangChain4jMessageConverter();
		}

	}

}
