/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.langchain4j;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.langchain4j.LangChain4jSettings;
import dev.langfuse4j.observation.ObservationType;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the observation of LangChain4j.
 *
 * @since 0.1.0
 */
@Internal
@ConfigurationProperties("langfuse.langchain4j")
public class LangChain4jProperties {

	/**
	 * Whether to observe calls of LangChain4j.
	 */
	private boolean enabled = true;

	/**
	 * Type of the observation of an AI service call: a chain or an agent. Agents of
	 * langchain4j-agentic are always agents.
	 */
	private AiServiceType aiServiceType = AiServiceType.CHAIN;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public AiServiceType getAiServiceType() {
		return this.aiServiceType;
	}

	public void setAiServiceType(AiServiceType aiServiceType) {
		this.aiServiceType = aiServiceType;
	}

	LangChain4jSettings toSettings(boolean reasoningApart) {
		return new LangChain4jSettings(this.enabled,
				(this.aiServiceType == AiServiceType.AGENT) ? ObservationType.AGENT : ObservationType.CHAIN,
				reasoningApart);
	}

	/**
	 * Type of the observation of an AI service call.
	 */
	public enum AiServiceType {

		/**
		 * A chain.
		 */
		CHAIN,

		/**
		 * An agent.
		 */
		AGENT

	}

}
