/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.console;

import dev.langfuse4j.console.Console;
import dev.langfuse4j.export.ObservationExporter;
import dev.langfuse4j.web.reactive.ConsoleHttpHandler;
import dev.langfuse4j.web.reactive.ConsoleRoute;

import org.springframework.context.ApplicationContext;
import org.springframework.http.server.reactive.HttpHandler;

/**
 * The console in WebFlux.
 */
final class ReactiveConsoles {

	private ReactiveConsoles() {
	}

	static ConsoleRoute route(ObservationExporter console) {
		return new ConsoleRoute((Console) console);
	}

	static HttpHandler handler(HttpHandler handler, ObservationExporter console, ApplicationContext context) {
		return new ConsoleHttpHandler(handler, (Console) console, new ConsoleEnvironment(context).basePath());
	}

}
