/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import dev.langfuse4j.lang.Internal;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of the usage of model calls.
 *
 * @since 0.1.0
 */
@Internal
@ConfigurationProperties("langfuse.usage")
public class UsageProperties {

	/**
	 * Bucket of reasoning tokens. 'output' counts them with the output, which has a price
	 * for each model, 'apart' in a bucket of their own, which has no price for most
	 * models.
	 */
	private Reasoning reasoning = Reasoning.OUTPUT;

	public Reasoning getReasoning() {
		return this.reasoning;
	}

	public void setReasoning(Reasoning reasoning) {
		this.reasoning = reasoning;
	}

	/**
	 * Whether the tokens of reasoning have a bucket of their own.
	 * @return whether they are counted apart
	 */
	public boolean isReasoningApart() {
		return this.reasoning == Reasoning.APART;
	}

	/**
	 * Bucket of reasoning tokens.
	 */
	public enum Reasoning {

		/**
		 * In the output, as providers charge them.
		 */
		OUTPUT,

		/**
		 * In a bucket of their own.
		 */
		APART

	}

}
