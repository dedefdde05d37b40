/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.console;

import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * Applications with a console and a server, on any port.
 */
final class ConsoleApplications {

	private static final String EXCLUDED = String.join(",",
			"org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
			"org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration");

	private ConsoleApplications() {
	}

	static ConfigurableApplicationContext start(WebApplicationType type, String... properties) {
		return start(type, new Class<?>[] { Application.class }, properties);
	}

	static ConfigurableApplicationContext start(WebApplicationType type, Class<?>[] sources, String... properties) {
		return new SpringApplicationBuilder(sources).web(type).properties(properties(properties)).run();
	}

	static String[] properties(String... properties) {
		List<String> all = new ArrayList<>(
				List.of("server.port=0", "langfuse.console.enabled=true", "langfuse.flush-interval=50ms",
						"spring.main.banner-mode=off", "spring.autoconfigure.exclude=" + EXCLUDED));
		all.addAll(List.of(properties));
		return all.toArray(String[]::new);
	}

	static int port(ConfigurableApplicationContext context) {
		return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
