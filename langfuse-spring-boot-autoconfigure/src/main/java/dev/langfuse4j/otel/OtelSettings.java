/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.otel;

import java.util.List;

import dev.langfuse4j.lang.Internal;

import org.springframework.util.PatternMatchUtils;

/**
 * Settings of spans of OpenTelemetry. Immutable.
 *
 * @param enabled whether any do
 * @param include patterns of instrumentation scopes whose spans all appear
 * @param exclude patterns of instrumentation scopes whose spans never appear
 * @param reasoningApart whether reasoning has a bucket of its own in the usage
 * @since 0.1.0
 */
@Internal
public record OtelSettings(boolean enabled, List<String> include, List<String> exclude, boolean reasoningApart) {

	/**
	 * Micrometer's bridge, by the name that Spring Boot gives it: its spans are
	 * observations of Micrometer, which have been mapped already.
	 */
	private static final String BRIDGE = "org.springframework.boot";

	/**
	 * Copies the patterns.
	 * @param include patterns of instrumentation scopes whose spans all appear
	 * @param exclude patterns of instrumentation scopes whose spans never appear
	 */
	public OtelSettings {
		include = List.copyOf(include);
		exclude = List.copyOf(exclude);
	}

	boolean isExcluded(String scope) {
		return BRIDGE.equals(scope) || matches(this.exclude, scope);
	}

	boolean isIncluded(String scope) {
		return matches(this.include, scope);
	}

	private static boolean matches(List<String> patterns, String scope) {
		return PatternMatchUtils.simpleMatch(patterns.toArray(String[]::new), scope);
	}

}
