/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.langchain4j;

import dev.langfuse4j.autoconfigure.ConditionalOnLinkage;
import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.autoconfigure.UsageProperties;
import dev.langfuse4j.capture.ValueConverter;
import dev.langfuse4j.langchain4j.AiServiceProviders;
import dev.langfuse4j.langchain4j.AiServiceValueConverter;
import dev.langfuse4j.langchain4j.LangChain4jSettings;
import dev.langfuse4j.langchain4j.LangChain4jTracing;
import dev.langfuse4j.langchain4j.LangfuseAgentListener;
import dev.langfuse4j.langchain4j.LangfuseChatModelListener;
import dev.langfuse4j.langchain4j.LangfuseContentRetrieverListener;
import dev.langfuse4j.langchain4j.LangfuseEmbeddingModelListener;
import dev.langfuse4j.langchain4j.LangfuseEmbeddingStoreListener;
import dev.langfuse4j.langchain4j.LangfuseModerationModelListener;
import dev.langfuse4j.langchain4j.ObservedModelMapper;
import dev.langfuse4j.trace.LangfuseTracer;
import dev.langfuse4j.trace.ObservationMapper;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration for LangChain4j. Each of its modules but the core may be absent.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = LangfuseAutoConfiguration.class)
@ConditionalOnClass(name = "dev.langchain4j.model.chat.listener.ChatModelListener")
@ConditionalOnLinkage(library = "LangChain4j", room = "dev.langfuse4j.langchain4j",
		modules = "dev.langchain4j.service.AiServiceContext")
@EnableConfigurationProperties({ LangChain4jProperties.class, UsageProperties.class })
@ImportRuntimeHints(LangChain4jRuntimeHints.class)
@Import({ LangfuseLangChain4jAutoConfiguration.Models.class, LangfuseLangChain4jAutoConfiguration.AiServices.class,
		LangfuseLangChain4jAutoConfiguration.Agents.class })
public final class LangfuseLangChain4jAutoConfiguration {

	@Configuration(proxyBeanMethods = false)
	static class Models {

		/**
		 * Not lazy, as AI services do not ask for it.
		 */
		@Bean(destroyMethod = "close")
		@Lazy(false)
		LangChain4jTracing langfuseLangChain4jTracing(LangfuseTracer tracer, LangChain4jSettings settings) {
			return LangChain4jTracing.open(tracer, settings);
		}

		@Bean
		LangChain4jSettings langfuseLangChain4jSettings(LangChain4jProperties properties, UsageProperties usage) {
			return properties.toSettings(usage.isReasoningApart());
		}

		@Bean
		ObservationMapper<?> langfuseLangChain4jObservedModelMapper(LangChain4jSettings settings,
				ConfigurableBeanFactory beanFactory) {
			return new ObservedModelMapper(settings, beanFactory.getBeanClassLoader());
		}

		@Bean
		@ConditionalOnMissingBean
		LangfuseChatModelListener langfuseChatModelListener(LangChain4jTracing tracing) {
			return new LangfuseChatModelListener(tracing);
		}

		@Bean
		@ConditionalOnMissingBean
		LangfuseEmbeddingModelListener langfuseEmbeddingModelListener(LangChain4jTracing tracing) {
			return new LangfuseEmbeddingModelListener(tracing);
		}

		@Bean
		@ConditionalOnMissingBean
		LangfuseEmbeddingStoreListener langfuseEmbeddingStoreListener(LangChain4jTracing tracing) {
			return new LangfuseEmbeddingStoreListener(tracing);
		}

		@Bean
		@ConditionalOnMissingBean
		LangfuseContentRetrieverListener langfuseContentRetrieverListener(LangChain4jTracing tracing) {
			return new LangfuseContentRetrieverListener(tracing);
		}

		@Bean
		@ConditionalOnMissingBean
		LangfuseModerationModelListener langfuseModerationModelListener(LangChain4jTracing tracing) {
			return new LangfuseModerationModelListener(tracing);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "dev.langchain4j.agentic.observability.AgentListener")
	static class Agents {

		@Bean
		@ConditionalOnMissingBean
		LangfuseAgentListener langfuseAgentListener(LangChain4jTracing tracing) {
			return new LangfuseAgentListener(tracing);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "dev.langchain4j.service.AiServiceContext")
	static class AiServices {

		/**
		 * Not lazy, as nothing asks for it.
		 */
		@Bean
		@Lazy(false)
		LangChain4jReport langfuseLangChain4jReport(LangfuseTracer tracer, LangChain4jProperties properties) {
			return new LangChain4jReport(() -> properties.isEnabled() && tracer.isActive(),
					AiServiceProviders::inPlaceOfOurs);
		}

		@Bean
		ValueConverter langfuseAiServiceValueConverter() {
			return new AiServiceValueConverter();
		}

	}

}
