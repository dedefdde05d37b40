/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.util.function.Function;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * Makes the beans of this library for tests that have no application context. Found in
 * {@code META-INF/spring.factories}.
 *
 * @since 0.1.0
 */
@Internal
public interface StandaloneLangfuse {

	/**
	 * Starts an application context that has the beans of this library and nothing else.
	 * @param configuration finds the value of a property, before system properties and
	 * environment variables
	 * @return the context, to be closed
	 */
	ConfigurableApplicationContext start(Function<String, @Nullable String> configuration);

}
