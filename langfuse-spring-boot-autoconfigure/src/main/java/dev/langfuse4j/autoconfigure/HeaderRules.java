/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Validates configured headers. No message quotes a value, which may be a secret.
 */
final class HeaderRules {

	/**
	 * Headers that describe the body or the connection: another value of them breaks each
	 * request, or the answer to it.
	 */
	private static final Set<String> OF_THE_REQUEST = Set.of("accept-encoding", "connection", "content-encoding",
			"content-length", "content-type", "expect", "host", "http2-settings", "keep-alive", "proxy-connection",
			"te", "trailer", "transfer-encoding", "upgrade");

	private HeaderRules() {
	}

	/**
	 * Checks headers for the Langfuse server, which authorizes by the keys.
	 */
	static void checkLangfuse(String property, Map<String, String> headers) {
		headers.keySet().stream().filter("authorization"::equalsIgnoreCase).findAny().ifPresent((name) -> {
			throw new InvalidLangfusePropertyException(property, "sets '" + name + "', which Langfuse sets",
					"Remove it, and set langfuse.public-key and langfuse.secret-key.");
		});
		check(property, headers);
	}

	static void check(String property, Map<String, String> headers) {
		headers.forEach((name, value) -> {
			if (OF_THE_REQUEST.contains(name.toLowerCase(Locale.ROOT))) {
				throw new InvalidLangfusePropertyException(property, "sets '" + name + "', which the HTTP client sets",
						"Remove it. It describes the body or the connection.");
			}
			if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+") || !value.chars().allMatch((c) -> c >= ' ' && c < 127)) {
				throw new InvalidLangfusePropertyException(property, "contains a header that cannot be sent",
						"Use a name of letters, digits and '-', and a value of printable ASCII characters.");
			}
		});
	}

}
