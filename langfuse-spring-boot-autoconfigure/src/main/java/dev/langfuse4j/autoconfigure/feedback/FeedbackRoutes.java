/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.feedback;

import dev.langfuse4j.feedback.FeedbackEndpoint;
import dev.langfuse4j.trace.ContextOrigin;
import dev.langfuse4j.trace.LangfuseTracer;
import dev.langfuse4j.web.reactive.OwnExchanges;
import dev.langfuse4j.web.servlet.OwnServerRequests;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The routes to the endpoint. They are there in any case, and lead nowhere while it is
 * off.
 */
final class FeedbackRoutes {

	private FeedbackRoutes() {
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.web.servlet.function.RouterFunction")
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	static class Servlet {

		@Bean
		dev.langfuse4j.web.servlet.FeedbackRoute langfuseFeedbackRoute(FeedbackProperties properties,
				ObjectProvider<FeedbackEndpoint> endpoint, LangfuseTracer tracer) {
			return new dev.langfuse4j.web.servlet.FeedbackRoute(properties.getPath(),
					properties.isEnabled() ? endpoint.getObject() : null, tracer);
		}

		@Bean
		ContextOrigin langfuseFeedbackRequests(FeedbackProperties properties) {
			return properties.isEnabled() ? new OwnServerRequests(properties.getPath()) : (context) -> null;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.web.server.WebFilter")
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
	static class Reactive {

		@Bean
		dev.langfuse4j.web.reactive.FeedbackRoute langfuseFeedbackReactiveRoute(FeedbackProperties properties,
				ObjectProvider<FeedbackEndpoint> endpoint, LangfuseTracer tracer) {
			return new dev.langfuse4j.web.reactive.FeedbackRoute(properties.getPath(),
					properties.isEnabled() ? endpoint.getObject() : null, tracer);
		}

		@Bean
		ContextOrigin langfuseFeedbackReactiveRequests(FeedbackProperties properties) {
			return properties.isEnabled() ? new OwnExchanges(properties.getPath()) : (context) -> null;
		}

	}

}
