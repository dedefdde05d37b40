/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

/**
 * Thrown at start when Spring Boot is older than what Langfuse is built for.
 */
@SuppressWarnings("serial")
class UnsupportedSpringBootException extends RuntimeException {

	UnsupportedSpringBootException(String version) {
		super("Langfuse for Spring Boot needs Spring Boot 4.0 or newer, but the application has Spring Boot " + version
				+ ".");
	}

}
