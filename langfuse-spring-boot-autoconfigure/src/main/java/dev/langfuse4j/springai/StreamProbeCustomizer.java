/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import dev.langfuse4j.lang.Internal;

import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.client.ChatClientBuilderCustomizer;

/**
 * Adds the {@link StreamProbe} to auto-configured builders of chat clients.
 *
 * @since 0.1.0
 */
@Internal
public final class StreamProbeCustomizer implements ChatClientBuilderCustomizer {

	private final SpringAiSettings settings;

	private final StreamProbe probe = new StreamProbe();

	/**
	 * Creates the customizer.
	 * @param settings whether there is to be a probe
	 */
	public StreamProbeCustomizer(SpringAiSettings settings) {
		this.settings = settings;
	}

	@Override
	public void customize(ChatClient.Builder builder) {
		if (this.settings.streamProbe()) {
			builder.defaultAdvisors(this.probe);
		}
	}

}
