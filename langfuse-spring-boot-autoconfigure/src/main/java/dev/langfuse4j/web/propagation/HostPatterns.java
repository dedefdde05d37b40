/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.web.propagation;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that receive trace headers: {@code api.example.com}, {@code *.example.com}
 * for all below it, both with an optional port. None by default. Immutable.
 *
 * @since 0.1.0
 */
@Internal
public final class HostPatterns {

	private static final Pattern VALID = Pattern
		.compile("(\\*\\.)?([A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*|\\[[0-9A-Fa-f:.]+])(:\\d{1,5})?");

	/**
	 * Patterns that match no host.
	 */
	public static final HostPatterns NONE = new HostPatterns(List.of());

	private final List<String> patterns;

	/**
	 * Creates the patterns.
	 * @param patterns as they are configured
	 * @throws IllegalArgumentException if one is not of that form
	 */
	public HostPatterns(List<String> patterns) {
		this.patterns = patterns.stream().map((pattern) -> pattern.trim().toLowerCase(Locale.ROOT)).toList();
		for (String pattern : this.patterns) {
			if (!VALID.matcher(pattern).matches()) {
				throw new IllegalArgumentException("'" + pattern + "' is not a host");
			}
		}
	}

	/**
	 * Whether no host is listed.
	 * @return whether nothing ever matches
	 */
	public boolean isEmpty() {
		return this.patterns.isEmpty();
	}

	boolean matches(URI uri) {
		String host = uri.getHost();
		if (host == null) {
			return false;
		}
		String name = (host.endsWith(".") ? host.substring(0, host.length() - 1) : host).toLowerCase(Locale.ROOT);
		String withPort = name + ":" + port(uri);
		return this.patterns.stream()
			.anyMatch((pattern) -> matches(pattern, (pattern.matches(".*:\\d+") ? withPort : name)));
	}

	private static boolean matches(String pattern, String host) {
		return pattern.startsWith("*.") ? host.endsWith(pattern.substring(1)) : host.equals(pattern);
	}

	private static int port(URI uri) {
		return (uri.getPort() >= 0) ? uri.getPort() : isSecure(uri.getScheme()) ? 443 : 80;
	}

	static boolean isSecure(@Nullable String scheme) {
		return "https".equalsIgnoreCase(scheme);
	}

}
