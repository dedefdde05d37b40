/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import org.springframework.util.Assert;

/**
 * A place in a chat prompt where the application inserts messages, such as those of the
 * conversation so far.
 *
 * @param name the placeholder's name
 * @since 0.1.0
 */
public record PromptPlaceholder(String name) implements ChatPromptPart {

	/**
	 * Creates a placeholder.
	 * @param name the placeholder's name
	 */
	public PromptPlaceholder {
		Assert.hasText(name, "A placeholder needs a name");
	}

}
