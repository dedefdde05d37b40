/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.console;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.context.reactive.ReactiveWebApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;
import org.springframework.web.context.WebApplicationContext;

/**
 * Reads the address of the application's pages and the mode that it runs in.
 */
final class ConsoleEnvironment {

	private static final String DEVTOOLS = "org.springframework.boot.devtools.RemoteUrlPropertyExtractor";

	private static final String[] CERTIFICATES = { "bundle", "key-store", "certificate" };

	private final ApplicationContext context;

	private final Environment environment;

	ConsoleEnvironment(ApplicationContext context) {
		this.context = context;
		this.environment = context.getEnvironment();
	}

	boolean isWeb() {
		return this.context instanceof WebApplicationContext || isReactive();
	}

	private boolean isReactive() {
		return this.context instanceof ReactiveWebApplicationContext;
	}

	boolean isDevelopment() {
		return this.environment.matchesProfiles("dev", "development", "local")
				|| ClassUtils.isPresent(DEVTOOLS, this.context.getClassLoader());
	}

	boolean isSecured() {
		return this.context.containsBean("springSecurityFilterChain")
				|| this.context.containsBean("org.springframework.security.config.annotation.web.reactive."
						+ "WebFluxSecurityConfiguration.WebFilterChainFilter");
	}

	boolean isSet(String property, String value) {
		return value.equalsIgnoreCase(text(property));
	}

	/**
	 * The path of Spring MVC's servlet below the context.
	 */
	String servletPath() {
		return path("spring.mvc.servlet.path");
	}

	/**
	 * The path of a reactive application.
	 */
	String basePath() {
		return path("spring.webflux.base-path");
	}

	/**
	 * The address of a page, or its path alone where no server runs.
	 */
	String address(String page) {
		String path = (isReactive() ? basePath() : path("server.servlet.context-path") + servletPath()) + page;
		String port = text("local.server.port");
		return (port != null) ? (isEncrypted() ? "https" : "http") + "://localhost:" + port + path : path;
	}

	private boolean isEncrypted() {
		boolean certificate = false;
		for (String property : CERTIFICATES) {
			certificate |= StringUtils.hasText(text("server.ssl." + property));
		}
		return certificate && !isSet("server.ssl.enabled", "false");
	}

	/**
	 * Without a slash at its end.
	 */
	private String path(String property) {
		String path = text(property);
		if (path == null) {
			return "";
		}
		path = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
		return (path.isEmpty() || path.startsWith("/")) ? path : "/" + path;
	}

	private @Nullable String text(String property) {
		return Binder.get(this.environment).bind(property, String.class).orElse(null);
	}

}
