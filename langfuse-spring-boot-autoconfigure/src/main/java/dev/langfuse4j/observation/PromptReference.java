/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

import dev.langfuse4j.capture.WellFormed;

/**
 * The version of a Langfuse prompt that a generation was made with.
 *
 * @param name the prompt's name in Langfuse
 * @param version the prompt's version, starting at 1
 * @since 0.1.0
 */
public record PromptReference(String name, int version) {

	/**
	 * Creates a reference.
	 * @param name the prompt's name in Langfuse
	 * @param version the prompt's version, starting at 1
	 */
	public PromptReference {
		name = (name != null) ? WellFormed.of(name) : null;
	}

}
