/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.experiment;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of the endpoint that starts experiments.
 *
 * @since 0.1.0
 */
@Internal
@ConfigurationProperties("langfuse.experiments.trigger")
public class ExperimentTriggerProperties {

	/**
	 * Whether to expose an endpoint by which Langfuse starts the experiments of
	 * ExperimentDefinition beans.
	 */
	private boolean enabled;

	/**
	 * Path of the endpoint.
	 */
	private String path = "/langfuse/webhooks/experiments";

	/**
	 * Secret that Langfuse shows for the remote experiment. Requests without a matching
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
