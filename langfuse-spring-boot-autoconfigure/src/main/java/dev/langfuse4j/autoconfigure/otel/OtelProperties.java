/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.otel;

import java.util.ArrayList;
import java.util.List;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.otel.OtelSettings;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of spans of the application's OpenTelemetry SDK.
 *
 * @since 0.1.0
 */
@Internal
@ConfigurationProperties("langfuse.otel")
public class OtelProperties {

	/**
	 * Whether to include spans of OpenTelemetry that describe language models, agents and
	 * tools.
	 */
	private boolean enabled = true;

	/**
	 * Instrumentation scopes whose spans are all included. '*' stands for any characters.
	 */
	private List<String> include = new ArrayList<>();

	/**
	 * Instrumentation scopes whose spans are never included. '*' stands for any
	 * characters.
	 */
	private List<String> exclude = new ArrayList<>();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public List<String> getInclude() {
		return this.include;
	}

	public void setInclude(List<String> include) {
		this.include = include;
	}

	public List<String> getExclude() {
		return this.exclude;
	}

	public void setExclude(List<String> exclude) {
		this.exclude = exclude;
	}

	OtelSettings toSettings(boolean reasoningApart) {
		return new OtelSettings(this.enabled, this.include, this.exclude, reasoningApart);
	}

}
