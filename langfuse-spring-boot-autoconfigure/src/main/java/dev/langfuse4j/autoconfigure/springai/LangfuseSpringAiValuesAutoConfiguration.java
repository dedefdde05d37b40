/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.springai;

import dev.langfuse4j.autoconfigure.ConditionalOnLinkage;
import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.capture.ValueConverter;
import dev.langfuse4j.springai.ChatClientResponseConverter;
import dev.langfuse4j.springai.DocumentConverter;
import dev.langfuse4j.springai.SpringAiMessageConverter;
import dev.langfuse4j.springai.SpringAiResponseConverter;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration for values of Spring AI's types. On its own, as they can be shown
 * also where a version of Spring AI cannot be observed.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = LangfuseAutoConfiguration.class)
@ConditionalOnClass(name = "org.springframework.ai.chat.messages.Message")
public final class LangfuseSpringAiValuesAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnLinkage(library = "messages of Spring AI", room = "dev.langfuse4j.springai")
	static class Models {

		@Bean
		ValueConverter langfuseSpringAiMessageConverter() {
			return new SpringAiMessageConverter();
		}

		@Bean
		ValueConverter langfuseSpringAiDocumentConverter() {
			return new DocumentConverter();
		}

		@Bean
		ValueConverter langfuseSpringAiResponseConverter() {
			return new SpringAiResponseConverter();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.ai.chat.client.ChatClientResponse")
	@ConditionalOnLinkage(library = "messages of Spring AI's clients", room = "dev.langfuse4j.springai")
	static class Clients {

		@Bean
		ValueConverter langfuseChatClientResponseConverter() {
			return new ChatClientResponseConverter();
		}

	}

}
