/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * The connection that {@code langfuse.*} names.
 */
final class PropertiesLangfuseConnectionDetails implements LangfuseConnectionDetails {

	private static final String DEFAULT_BASE_URL = "https://cloud.langfuse.com";

	private final LangfuseProperties properties;

	PropertiesLangfuseConnectionDetails(LangfuseProperties properties) {
		this.properties = properties;
	}

	@Override
	public String getBaseUrl() {
		String text = isAlias() ? this.properties.getHost() : this.properties.getBaseUrl();
		return StringUtils.hasText(text) ? text : DEFAULT_BASE_URL;
	}

	/**
	 * The property by which the user gave the address.
	 */
	String baseUrlProperty() {
		return isAlias() ? "langfuse.host" : "langfuse.base-url";
	}

	private boolean isAlias() {
		return !StringUtils.hasText(this.properties.getBaseUrl()) && StringUtils.hasText(this.properties.getHost());
	}

	@Override
	public @Nullable String getPublicKey() {
		return this.properties.getPublicKey();
	}

	@Override
	public @Nullable String getSecretKey() {
		return this.properties.getSecretKey();
	}

	/**
	 * Names no key.
	 */
	@Override
	public String toString() {
		return "langfuse.*";
	}

}
