/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.springai;

import dev.langfuse4j.autoconfigure.ConditionalOnLinkage;
import dev.langfuse4j.autoconfigure.LangfuseActivation;
import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.autoconfigure.UsageProperties;
import dev.langfuse4j.springai.AdvisorMapper;
import dev.langfuse4j.springai.ChatClientMapper;
import dev.langfuse4j.springai.ChatModelMapper;
import dev.langfuse4j.springai.EmbeddingModelMapper;
import dev.langfuse4j.springai.HiddenMapper;
import dev.langfuse4j.springai.ImageModelMapper;
import dev.langfuse4j.springai.SpringAiSettings;
import dev.langfuse4j.springai.StreamProbeCustomizer;
import dev.langfuse4j.springai.ToolCallMapper;
import dev.langfuse4j.springai.ToolFailures;
import dev.langfuse4j.springai.UnobservedClients;
import dev.langfuse4j.springai.VectorStoreMapper;
import dev.langfuse4j.trace.ObservationMapper;
import io.micrometer.observation.Observation;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration for the observations of Spring AI. Each of its modules may be
 * absent.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = LangfuseAutoConfiguration.class)
@ConditionalOnClass(name = "org.springframework.ai.chat.observation.ChatModelObservationContext")
@ConditionalOnLinkage(library = "Spring AI", room = "dev.langfuse4j.springai",
		modules = "org.springframework.ai.chat.client.ChatClient")
@EnableConfigurationProperties({ SpringAiProperties.class, UsageProperties.class })
@ImportRuntimeHints(SpringAiRuntimeHints.class)
@Import({ LangfuseSpringAiAutoConfiguration.Models.class, LangfuseSpringAiAutoConfiguration.Clients.class,
		LangfuseSpringAiAutoConfiguration.VectorStores.class })
public final class LangfuseSpringAiAutoConfiguration {

	/**
	 * The one place that asks whether Spring AI is switched on.
	 */
	private static <C extends Observation.Context> ObservationMapper<C> shown(ObservationMapper<C> mapper,
			SpringAiSettings settings) {
		return settings.enabled() ? mapper : new HiddenMapper<>(mapper);
	}

	@Configuration(proxyBeanMethods = false)
	static class Models {

		@Bean
		SpringAiSettings langfuseSpringAiSettings(SpringAiProperties properties, UsageProperties usage,
				LangfuseActivation activation) {
			return properties.toSettings(activation.isActive(), usage);
		}

		@Bean
		ObservationMapper<?> langfuseChatModelMapper(SpringAiSettings settings) {
			return shown(new ChatModelMapper(settings), settings);
		}

		@Bean
		ObservationMapper<?> langfuseToolCallMapper(SpringAiSettings settings) {
			return shown(new ToolCallMapper(), settings);
		}

		@Bean
		ObservationMapper<?> langfuseEmbeddingModelMapper(SpringAiSettings settings) {
			return shown(new EmbeddingModelMapper(settings), settings);
		}

		@Bean
		static BeanPostProcessor langfuseToolFailures() {
			return new ToolFailures();
		}

	}

	/**
	 * Separate, because image models only report usage since Spring AI 2.0.1. Nested and
	 * not imported: the condition would be evaluated twice.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnLinkage(library = "images of Spring AI", room = "dev.langfuse4j.springai")
	static class Images {

		@Bean
		ObservationMapper<?> langfuseImageModelMapper(SpringAiSettings settings) {
			return shown(new ImageModelMapper(settings), settings);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.ai.chat.client.observation.ChatClientObservationContext")
	static class Clients {

		@Bean
		ObservationMapper<?> langfuseChatClientMapper(SpringAiSettings settings) {
			return shown(new ChatClientMapper(settings), settings);
		}

		/**
		 * Not lazy, as nothing asks for it.
		 */
		@Bean
		@Lazy(false)
		SpringAiReport langfuseSpringAiReport(SpringAiSettings settings, Environment environment,
				ConfigurableListableBeanFactory beanFactory) {
			return new SpringAiReport(settings, environment, beanFactory, () -> UnobservedClients.find(beanFactory));
		}

		@Bean
		StreamProbeCustomizer langfuseStreamProbeCustomizer(SpringAiSettings settings) {
			return new StreamProbeCustomizer(settings);
		}

		@Bean
		ObservationMapper<?> langfuseAdvisorMapper(SpringAiSettings settings) {
			return shown(new AdvisorMapper(settings), settings);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.ai.vectorstore.observation.VectorStoreObservationContext")
	static class VectorStores {

		@Bean
		ObservationMapper<?> langfuseVectorStoreMapper(SpringAiSettings settings) {
			return shown(new VectorStoreMapper(), settings);
		}

	}

}
