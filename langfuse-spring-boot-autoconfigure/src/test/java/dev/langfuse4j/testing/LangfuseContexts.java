/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.testing;

import java.util.stream.Stream;

import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/**
 * The application contexts of most tests: without a web server, and with few
 * auto-configurations.
 */
public final class LangfuseContexts {

	private LangfuseContexts() {
	}

	/**
	 * Returns a runner for an application with the observations of Spring Boot.
	 * @param more auto-configurations in addition
	 */
	public static ApplicationContextRunner runner(Class<?>... more) {
		return plainRunner(
				Stream.concat(Stream.of(ObservationAutoConfiguration.class), Stream.of(more)).toArray(Class<?>[]::new));
	}

	/**
	 * Returns a runner for an application whose only observations are those of this
	 * library.
	 * @param more auto-configurations in addition
	 */
	public static ApplicationContextRunner plainRunner(Class<?>... more) {
		return new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(LangfuseAutoConfiguration.class))
			.withConfiguration(AutoConfigurations.of(more));
	}

	/**
	 * Returns a runner for an application with all auto-configurations of this library.
	 */
	public static ApplicationContextRunner fullRunner() {
		return new ApplicationContextRunner().withConfiguration(LangfuseAutoConfigurations.all());
	}

	/**
	 * Returns the properties of an application that sends to a server, with keys.
	 * @param url the server's
	 */
	public static String[] sendingTo(String url) {
		return new String[] { "langfuse.base-url=" + url, "langfuse.public-key=pk-lf-test",
				"langfuse.secret-key=sk-lf-test" };
	}

}
