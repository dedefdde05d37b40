/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.lang.ExtensionPoint;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Supplies the URL and the keys of a Langfuse project. A bean of this type takes
 * precedence over {@code langfuse.*}. If it has no keys, those of the properties apply.
 * Docker Compose and Testcontainers supply one for the image {@code langfuse/langfuse}.
 * <p>
 * The keys are read for each request, on any thread, so that a corrected pair is used
 * without a restart. The URL is read once.
 *
 * @since 0.1.0
 */
@ExtensionPoint
public interface LangfuseConnectionDetails extends ConnectionDetails {

	/**
	 * The server's address.
	 * @return a URL of the form {@code http://localhost:3000}
	 */
	String getBaseUrl();

	/**
	 * The public key.
	 * @return the key, {@code pk-lf-…}, or {@code null} for none: nothing is sent
	 */
	@Nullable String getPublicKey();

	/**
	 * The secret key.
	 * @return the key, {@code sk-lf-…}, or {@code null} for none: nothing is sent
	 */
	@Nullable String getSecretKey();

}
