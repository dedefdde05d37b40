/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.vendor;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.vendor.VendorSettings;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Whether the clients of providers are observed.
 *
 * @since 0.1.0
 */
@Internal
@ConfigurationProperties("langfuse.vendor-clients")
public class VendorClientProperties {

	/**
	 * Whether to observe calls of the clients of OpenAI and Anthropic: of clients that
	 * are beans, and of clients that you pass to LangfuseOpenAi and LangfuseAnthropic.
	 */
	private boolean enabled = true;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	VendorSettings toSettings(boolean reasoningApart) {
		return new VendorSettings(this.enabled, reasoningApart);
	}

}
