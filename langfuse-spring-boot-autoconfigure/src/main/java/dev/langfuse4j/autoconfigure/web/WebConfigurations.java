/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.web;

import dev.langfuse4j.aop.ResultFollower;
import dev.langfuse4j.trace.LangfuseTracer;
import dev.langfuse4j.web.reactive.ObservedResponseEntityHandler;
import dev.langfuse4j.web.reactive.ServedResponseWebFilter;
import dev.langfuse4j.web.reactive.ServerResponseFollower;
import dev.langfuse4j.web.servlet.FunctionalResponseFollower;
import dev.langfuse4j.web.servlet.MvcAsyncFollower;
import dev.langfuse4j.web.servlet.MvcStreamFollower;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.HandlerResultHandler;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Configurations for observed web requests.
 */
final class WebConfigurations {

	private WebConfigurations() {
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(HandlerMapping.class)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	static class Servlet {

		@Bean
		ResultFollower langfuseMvcAsyncFollower() {
			return new MvcAsyncFollower();
		}

		@Bean
		ResultFollower langfuseMvcStreamFollower() {
			return new MvcStreamFollower();
		}

		@Bean
		ResultFollower langfuseFunctionalResponseFollower() {
			return new FunctionalResponseFollower();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(DispatcherHandler.class)
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
	static class Reactive {

		@Bean
		ServedResponseWebFilter langfuseServedResponseWebFilter(LangfuseTracer tracer) {
			return new ServedResponseWebFilter(tracer);
		}

		@Bean
		ObservedResponseEntityHandler langfuseObservedResponseEntityHandler(
				ObjectProvider<HandlerResultHandler> handlers) {
			return new ObservedResponseEntityHandler(SingletonSupplier.of(() -> handlers.orderedStream().toList()));
		}

		@Bean
		ResultFollower langfuseServerResponseFollower() {
			return new ServerResponseFollower();
		}

	}

}
