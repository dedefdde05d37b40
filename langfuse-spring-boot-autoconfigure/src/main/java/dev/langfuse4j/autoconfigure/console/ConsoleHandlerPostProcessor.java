/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.console;

import dev.langfuse4j.export.ObservationExporter;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ApplicationContext;
import org.springframework.http.server.reactive.HttpHandler;

/**
 * Puts the console in front of what handles requests in WebFlux: only there are they as
 * the server got them. Looks at the console when there is such a handler, not before.
 */
final class ConsoleHandlerPostProcessor implements BeanPostProcessor {

	private final ObjectProvider<ConsoleSwitch> console;

	private final ApplicationContext context;

	ConsoleHandlerPostProcessor(ObjectProvider<ConsoleSwitch> console, ApplicationContext context) {
		this.console = console;
		this.context = context;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof HttpHandler handler) {
			ObservationExporter exporter = this.console.getObject().exporter();
			return (exporter != null) ? ReactiveConsoles.handler(handler, exporter, this.context) : bean;
		}
		return bean;
	}

}
