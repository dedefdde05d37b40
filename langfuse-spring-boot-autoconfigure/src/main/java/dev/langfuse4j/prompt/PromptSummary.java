/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.util.List;

import dev.langfuse4j.lang.Internal;

/**
 * A prompt in a list.
 *
 * @param name the name
 * @param chat whether it is a chat prompt
 * @param versions the numbers of its versions
 * @param labels the labels that its versions have
 * @param tags its tags
 * @since 0.1.0
 */
public record PromptSummary(String name, boolean chat, List<Integer> versions, List<String> labels, List<String> tags) {

	/**
	 * Creates a summary.
	 * @param name the name
	 * @param chat whether it is a chat prompt
	 * @param versions the numbers of its versions
	 * @param labels the labels that its versions have
	 * @param tags its tags
	 */
	@Internal
	public PromptSummary {
	}

}
