/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.console;

import dev.langfuse4j.console.Console;
import dev.langfuse4j.export.ObservationExporter;
import dev.langfuse4j.web.servlet.ConsoleFilter;
import dev.langfuse4j.web.servlet.ConsoleRoute;
import jakarta.servlet.Filter;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;

/**
 * The console in Spring MVC.
 */
final class ServletConsoles {

	private ServletConsoles() {
	}

	static ConsoleRoute route(ObservationExporter console) {
		return new ConsoleRoute((Console) console);
	}

	/**
	 * A filter in front of all others. A disabled one is nowhere, but must be there.
	 */
	static FilterRegistrationBean<?> filter(@Nullable ObservationExporter console, ApplicationContext context) {
		Filter filter = (console != null)
				? new ConsoleFilter((Console) console, new ConsoleEnvironment(context).servletPath())
				: (request, response, chain) -> chain.doFilter(request, response);
		FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(filter);
		registration.setEnabled(console != null);
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
		return registration;
	}

}
