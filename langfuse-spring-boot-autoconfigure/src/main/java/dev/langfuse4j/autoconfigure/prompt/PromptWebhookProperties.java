/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.prompt;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The endpoint that Langfuse tells of changed prompts.
 *
 * @since 0.1.0
 */
@Internal
@ConfigurationProperties("langfuse.prompt.webhook")
public class PromptWebhookProperties {

	/**
	 * Whether to expose an endpoint that Langfuse notifies of changed prompts. They are
	 * then removed from the cache.
	 */
	private boolean enabled;

	/**
	 * Path of the endpoint.
	 */
	private String path = "/langfuse/webhooks/prompts";

	/**
	 * Secret that Langfuse shows when you create the webhook. Requests without a matching
	 * signature are refused.
	 */
	private @Nullable String secret;

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

}
