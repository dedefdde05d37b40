/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.testing;

import dev.langfuse4j.annotation.Observe;
import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * An application without a web server, whose main method returns.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({ ObservationAutoConfiguration.class, LangfuseAutoConfiguration.class })
public class CommandLineApplication {

	public static void main(String[] args) {
		new SpringApplicationBuilder(CommandLineApplication.class).web(WebApplicationType.NONE).run(args);
	}

	@Bean
	CommandLineRunner runner(Outer outer) {
		return (args) -> outer.outer();
	}

	@Bean
	Outer outer(Inner inner) {
		return new Outer(inner);
	}

	@Bean
	Inner inner() {
		return new Inner();
	}

	static class Outer {

		private final Inner inner;

		Outer(Inner inner) {
			this.inner = inner;
		}

		@Observe
		void outer() {
			this.inner.inner();
		}

	}

	static class Inner {

		@Observe
		void inner() {
		}

	}

}
