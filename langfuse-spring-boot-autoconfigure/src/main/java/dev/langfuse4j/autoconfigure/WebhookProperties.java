/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.util.StringUtils;

/**
 * Properties of an endpoint that Langfuse calls with a signature. Their descriptions
 * differ, and are in {@code additional-spring-configuration-metadata.json}.
 *
 * @since 0.1.0
 */
@Internal
public abstract class WebhookProperties implements InitializingBean {

	private final String prefix;

	private final String origin;

	private boolean enabled;

	private String path;

	private @Nullable String secret;

	/**
	 * Creates the properties of an endpoint that is not exposed.
	 * @param prefix the prefix of the properties
	 * @param path the default of the path
	 * @param origin when and where Langfuse shows the secret
	 */
	protected WebhookProperties(String prefix, String path, String origin) {
		this.prefix = prefix;
		this.origin = origin;
		this.path = path;
	}

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public String getPath() {
		return this.path;
	}

	public void setPath(String path) {
		this.path = path;
	}

	public @Nullable String getSecret() {
		return this.secret;
	}

	public void setSecret(@Nullable String secret) {
		this.secret = secret;
	}

	/**
	 * Stops the start if the endpoint is enabled without a secret, also in applications
	 * that have no endpoints.
	 */
	@Override
	public void afterPropertiesSet() {
		if (this.enabled) {
			requireSecret();
		}
	}

	/**
	 * Returns the secret without spaces around it.
	 * @return the secret
	 * @throws InvalidLangfusePropertyException if none is set
	 */
	public String requireSecret() {
		String found = this.secret;
		if (!StringUtils.hasText(found)) {
			throw new InvalidLangfusePropertyException(this.prefix + ".secret", "is not set",
					"Set it to the secret that Langfuse shows " + this.origin + ", or set " + this.prefix
							+ ".enabled to false.");
		}
		return found.trim();
	}

}
