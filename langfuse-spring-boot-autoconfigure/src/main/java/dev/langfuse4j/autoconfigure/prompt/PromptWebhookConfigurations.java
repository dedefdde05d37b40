/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.prompt;

import java.time.Clock;

import dev.langfuse4j.prompt.DefaultLangfusePrompts;
import dev.langfuse4j.prompt.LangfusePrompts;
import dev.langfuse4j.prompt.PromptWebhook;
import dev.langfuse4j.trace.ContextOrigin;
import dev.langfuse4j.web.reactive.OwnExchanges;
import dev.langfuse4j.web.servlet.OwnServerRequests;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The endpoint for Langfuse's webhook. The routes are there in any case, and lead nowhere
 * while it is off.
 */
final class PromptWebhookConfigurations {

	private PromptWebhookConfigurations() {
	}

	/**
	 * Creates the webhook. It removes a changed prompt from the cache in all projects,
	 * because the notification does not name the project.
	 */
	private static @Nullable PromptWebhook webhook(PromptWebhookProperties properties,
			ObjectProvider<LangfusePrompts> provider) {
		if (!properties.isEnabled()) {
			return null;
		}
		LangfusePrompts prompts = provider.getObject();
		return new PromptWebhook(properties.requireSecret(), Clock.systemUTC(),
				(prompts instanceof DefaultLangfusePrompts own) ? own::invalidateEverywhere : prompts::invalidate);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.web.servlet.function.RouterFunction")
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	static class Servlet {

		@Bean
		dev.langfuse4j.web.servlet.WebhookRoute langfusePromptWebhookRoute(PromptWebhookProperties properties,
				ObjectProvider<LangfusePrompts> prompts) {
			return new dev.langfuse4j.web.servlet.WebhookRoute(properties.getPath(), webhook(properties, prompts));
		}

		@Bean
		ContextOrigin langfusePromptWebhookRequests(PromptWebhookProperties properties) {
			return properties.isEnabled() ? new OwnServerRequests(properties.getPath()) : (context) -> null;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.web.server.WebFilter")
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
	static class Reactive {

		@Bean
		dev.langfuse4j.web.reactive.WebhookRoute langfusePromptWebhookReactiveRoute(PromptWebhookProperties properties,
				ObjectProvider<LangfusePrompts> prompts) {
			return new dev.langfuse4j.web.reactive.WebhookRoute(properties.getPath(), webhook(properties, prompts));
		}

		@Bean
		ContextOrigin langfusePromptWebhookReactiveRequests(PromptWebhookProperties properties) {
			return properties.isEnabled() ? new OwnExchanges(properties.getPath()) : (context) -> null;
		}

	}

}
