/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.prompt;

import dev.langfuse4j.autoconfigure.WebhookProperties;
import dev.langfuse4j.lang.Internal;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of the endpoint that Langfuse notifies of changed prompts.
 *
 * @since 0.1.0
 */
@Internal
@ConfigurationProperties(PromptWebhookProperties.PREFIX)
public class PromptWebhookProperties extends WebhookProperties {

	static final String PREFIX = "langfuse.prompt.webhook";

	/**
	 * Creates the properties.
	 */
	public PromptWebhookProperties() {
		super(PREFIX, "/langfuse/webhooks/prompts", "when you create the webhook");
	}

}
