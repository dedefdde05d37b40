/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.experiment;

import dev.langfuse4j.experiment.trigger.ExperimentTrigger;
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
 * The endpoint by which Langfuse starts experiments. The routes are there in any case,
 * and lead nowhere while it is off.
 */
final class ExperimentTriggerConfigurations {

	private ExperimentTriggerConfigurations() {
	}

	private static @Nullable ExperimentTrigger find(ExperimentTriggerProperties properties,
			ObjectProvider<ExperimentTrigger> trigger) {
		return properties.isEnabled() ? trigger.getObject() : null;
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.web.servlet.function.RouterFunction")
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	static class Servlet {

		@Bean
		dev.langfuse4j.web.servlet.WebhookRoute langfuseExperimentTriggerRoute(ExperimentTriggerProperties properties,
				ObjectProvider<ExperimentTrigger> trigger) {
			return new dev.langfuse4j.web.servlet.WebhookRoute(properties.getPath(), find(properties, trigger));
		}

		@Bean
		ContextOrigin langfuseExperimentTriggerRequests(ExperimentTriggerProperties properties) {
			return properties.isEnabled() ? new OwnServerRequests(properties.getPath()) : (context) -> null;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.web.server.WebFilter")
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
	static class Reactive {

		@Bean
		dev.langfuse4j.web.reactive.WebhookRoute langfuseExperimentTriggerReactiveRoute(
				ExperimentTriggerProperties properties, ObjectProvider<ExperimentTrigger> trigger) {
			return new dev.langfuse4j.web.reactive.WebhookRoute(properties.getPath(), find(properties, trigger));
		}

		@Bean
		ContextOrigin langfuseExperimentTriggerReactiveRequests(ExperimentTriggerProperties properties) {
			return properties.isEnabled() ? new OwnExchanges(properties.getPath()) : (context) -> null;
		}

	}

}
