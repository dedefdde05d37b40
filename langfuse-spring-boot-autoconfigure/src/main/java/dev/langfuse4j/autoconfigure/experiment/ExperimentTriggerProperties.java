/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.experiment;

import dev.langfuse4j.autoconfigure.WebhookProperties;
import dev.langfuse4j.lang.Internal;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of the endpoint that starts experiments.
 *
 * @since 0.1.0
 */
@Internal
@ConfigurationProperties(ExperimentTriggerProperties.PREFIX)
public class ExperimentTriggerProperties extends WebhookProperties {

	static final String PREFIX = "langfuse.experiments.trigger";

	/**
	 * Creates the properties.
	 */
	public ExperimentTriggerProperties() {
		super(PREFIX, "/langfuse/webhooks/experiments", "for the remote experiment");
	}

}
