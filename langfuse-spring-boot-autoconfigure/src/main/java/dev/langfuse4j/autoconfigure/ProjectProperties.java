/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Properties of a project.
 *
 * @since 0.1.0
 */
@Internal
public class ProjectProperties {

	/**
	 * Whether traces of the project are recorded and sent. Looked at before each request.
	 */
	private boolean enabled = true;

	/**
	 * Public key of the project. Looked at for each request.
	 */
	private @Nullable String publicKey;

	/**
	 * Secret key of the project. Looked at for each request.
	 */
	private @Nullable String secretKey;

	/**
	 * Address of the project's server. The default is 'langfuse.base-url'; another server
	 * does not get 'langfuse.headers'.
	 */
	private @Nullable String baseUrl;

	/**
	 * Environment of the project's traces. The default is 'langfuse.environment'.
	 */
	private @Nullable String environment;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public @Nullable String getPublicKey() {
		return this.publicKey;
	}

	public void setPublicKey(@Nullable String publicKey) {
		this.publicKey = publicKey;
	}

	public @Nullable String getSecretKey() {
		return this.secretKey;
	}

	public void setSecretKey(@Nullable String secretKey) {
		this.secretKey = secretKey;
	}

	public @Nullable String getBaseUrl() {
		return this.baseUrl;
	}

	public void setBaseUrl(@Nullable String baseUrl) {
		this.baseUrl = baseUrl;
	}

	public @Nullable String getEnvironment() {
		return this.environment;
	}

	public void setEnvironment(@Nullable String environment) {
		this.environment = environment;
	}

}
