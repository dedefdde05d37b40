/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.console;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The ways to the console in Spring MVC and in WebFlux.
 */
final class ConsoleConfigurations {

	private ConsoleConfigurations() {
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = { "jakarta.servlet.Filter", "org.springframework.web.servlet.function.RouterFunction" })
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
	static class Servlet {

		@Bean
		dev.langfuse4j.web.servlet.SwitchedRoute langfuseConsoleRoute(ConsoleSwitch console) {
			return new dev.langfuse4j.web.servlet.SwitchedRoute(
					(console.exporter() != null) ? ServletConsoles.route(console.exporter()) : null);
		}

		@Bean
		FilterRegistrationBean<?> langfuseConsoleFilter(ConsoleSwitch console, ApplicationContext context) {
			return ServletConsoles.filter(console.exporter(), context);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "org.springframework.web.server.WebFilter")
	@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
	static class Reactive {

		@Bean
		dev.langfuse4j.web.reactive.SwitchedRoute langfuseConsoleReactiveRoute(ConsoleSwitch console) {
			return new dev.langfuse4j.web.reactive.SwitchedRoute(
					(console.exporter() != null) ? ReactiveConsoles.route(console.exporter()) : null);
		}

		@Bean
		static ConsoleHandlerPostProcessor langfuseConsoleHandlerPostProcessor(ObjectProvider<ConsoleSwitch> console,
				ApplicationContext context) {
			return new ConsoleHandlerPostProcessor(console, context);
		}

	}

}
