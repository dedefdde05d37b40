/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.prompt;

import dev.langfuse4j.autoconfigure.ImportForWebApplication;
import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.http.LangfuseApiClients;
import dev.langfuse4j.prompt.DefaultLangfusePrompts;
import dev.langfuse4j.prompt.LangfusePrompts;
import dev.langfuse4j.trace.LangfuseTracer;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.io.ResourceLoader;

/**
 * Auto-configuration for the prompts of Langfuse. Without keys, or with Langfuse
 * disabled, the same bean is there and gives fallbacks.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = LangfuseAutoConfiguration.class)
@ConditionalOnBean(name = "langfuseApiClients")
@EnableConfigurationProperties({ PromptProperties.class, PromptWebhookProperties.class })
@ImportRuntimeHints(PromptRuntimeHints.class)
@ImportForWebApplication(servlet = PromptWebhookConfigurations.Servlet.class,
		reactive = PromptWebhookConfigurations.Reactive.class)
public final class LangfusePromptAutoConfiguration {

	/**
	 * Not that of a parent context, which may have other keys. Lazy, because many
	 * applications have no prompts.
	 */
	@Bean
	@Lazy
	@ConditionalOnMissingBean(value = LangfusePrompts.class, search = SearchStrategy.CURRENT)
	DefaultLangfusePrompts langfusePrompts(LangfuseApiClients clients, LangfuseTracer tracer,
			PromptProperties properties, ObjectProvider<JsonMapper> mapper, ResourceLoader loader) {
		return new DefaultLangfusePrompts(clients, tracer::currentProject, properties.toSettings(),
				() -> mapper.getIfUnique(JsonMapper::shared), loader, properties.getFallbackLocation(),
				Schedulers::parallel, System::nanoTime);
	}

	/**
	 * Not lazy, as nothing asks for it. Checks the properties, as the prompts do not
	 * exist yet.
	 */
	@Bean
	@Lazy(false)
	PromptPrefetch langfusePromptPrefetch(ObjectProvider<DefaultLangfusePrompts> prompts, LangfuseApiClients clients,
			PromptProperties properties, ListableBeanFactory beanFactory) {
		boolean own = beanFactory.getBeanNamesForType(DefaultLangfusePrompts.class, true, false).length > 0;
		if (own) {
			properties.toSettings();
		}
		return new PromptPrefetch(own, prompts::getIfUnique, clients, properties);
	}

}
