/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.vendor;

import java.util.Map;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.AnthropicClientAsync;
import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientAsync;
import dev.langfuse4j.autoconfigure.ConditionalOnAnyClass;
import dev.langfuse4j.autoconfigure.ConditionalOnLinkage;
import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.autoconfigure.UsageProperties;
import dev.langfuse4j.trace.LangfuseTracer;
import dev.langfuse4j.vendor.LangfuseAnthropic;
import dev.langfuse4j.vendor.LangfuseOpenAi;
import dev.langfuse4j.vendor.VendorTracing;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration for the clients of OpenAI and Anthropic, each of which may be
 * absent.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = LangfuseAutoConfiguration.class)
@ConditionalOnAnyClass({ "com.openai.client.OpenAIClient", "com.anthropic.client.AnthropicClient" })
@EnableConfigurationProperties({ VendorClientProperties.class, UsageProperties.class })
@ImportRuntimeHints(VendorRuntimeHints.class)
@Import(LangfuseVendorAutoConfiguration.Tracing.class)
public final class LangfuseVendorAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	static class Tracing {

		/**
		 * Not lazy, as clients do not ask for it.
		 */
		@Bean(destroyMethod = "close")
		@Lazy(false)
		VendorTracing langfuseVendorTracing(LangfuseTracer tracer, VendorClientProperties properties,
				UsageProperties usage) {
			return VendorTracing.open(tracer, properties.toSettings(usage.isReasoningApart()));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "com.openai.client.OpenAIClient")
	@ConditionalOnLinkage(library = "the client of OpenAI", room = "dev.langfuse4j.vendor")
	static class OpenAi {

		@Bean
		static ClientBeansPostProcessor langfuseOpenAiClients(ConfigurableListableBeanFactory beanFactory) {
			return new ClientBeansPostProcessor(beanFactory,
					Map.of(OpenAIClient.class, (client) -> LangfuseOpenAi.observe((OpenAIClient) client),
							OpenAIClientAsync.class, (client) -> LangfuseOpenAi.observe((OpenAIClientAsync) client)));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "com.anthropic.client.AnthropicClient")
	@ConditionalOnLinkage(library = "the client of Anthropic", room = "dev.langfuse4j.vendor")
	static class Anthropic {

		@Bean
		static ClientBeansPostProcessor langfuseAnthropicClients(ConfigurableListableBeanFactory beanFactory) {
			return new ClientBeansPostProcessor(beanFactory,
					Map.of(AnthropicClient.class, (client) -> LangfuseAnthropic.observe((AnthropicClient) client),
							AnthropicClientAsync.class,
							(client) -> LangfuseAnthropic.observe((AnthropicClientAsync) client)));
		}

	}

}
