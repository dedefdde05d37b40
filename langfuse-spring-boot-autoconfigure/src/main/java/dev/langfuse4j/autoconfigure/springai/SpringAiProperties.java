/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.springai;

import dev.langfuse4j.autoconfigure.UsageProperties;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.springai.SpringAiSettings;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the observation of Spring AI.
 *
 * @since 0.1.0
 */
@Internal
@ConfigurationProperties("langfuse.spring-ai")
public class SpringAiProperties {

	/**
	 * Whether to observe calls of Spring AI.
	 */
	private boolean enabled = true;

	/**
	 * Type of the observation of a ChatClient call: a span or an agent.
	 */
	private ChatClientType chatClient = ChatClientType.SPAN;

	/**
	 * Whether to record each advisor of a ChatClient as a span.
	 */
	private boolean advisors;

	/**
	 * Whether to add an advisor to each auto-configured ChatClient.Builder. It records
	 * the time of the first token, the complete usage, and the partial answer of a
	 * cancelled stream.
	 */
	private boolean streamProbe = true;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public ChatClientType getChatClient() {
		return this.chatClient;
	}

	public void setChatClient(ChatClientType chatClient) {
		this.chatClient = chatClient;
	}

	public boolean isAdvisors() {
		return this.advisors;
	}

	public void setAdvisors(boolean advisors) {
		this.advisors = advisors;
	}

	public boolean isStreamProbe() {
		return this.streamProbe;
	}

	public void setStreamProbe(boolean streamProbe) {
		this.streamProbe = streamProbe;
	}

	SpringAiSettings toSettings(boolean langfuseEnabled, UsageProperties usage) {
		boolean shown = langfuseEnabled && this.enabled;
		return new SpringAiSettings(shown,
				(this.chatClient == ChatClientType.AGENT) ? ObservationType.AGENT : ObservationType.SPAN, this.advisors,
				shown && this.streamProbe, usage.isReasoningApart());
	}

	/**
	 * The type of the observation of a ChatClient call.
	 */
	public enum ChatClientType {

		/**
		 * A span.
		 */
		SPAN,

		/**
		 * An agent.
		 */
		AGENT

	}

}
