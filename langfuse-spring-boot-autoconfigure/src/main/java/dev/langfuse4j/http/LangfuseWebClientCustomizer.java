/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.http;

import dev.langfuse4j.lang.ExtensionPoint;

import org.springframework.web.reactive.function.client.WebClient;

/**
 * Adapts the {@link WebClient} that talks to Langfuse, for example to add a header that a
 * gateway wants. Beans of this type are applied in their order when the first request is
 * made. Do not put the application's own observing customizers here: the export would
 * trace itself.
 *
 * @since 0.1.0
 */
@ExtensionPoint
@FunctionalInterface
public interface LangfuseWebClientCustomizer {

	/**
	 * Adapts the builder.
	 * @param builder the builder, never that of the application
	 */
	void customize(WebClient.Builder builder);

}
