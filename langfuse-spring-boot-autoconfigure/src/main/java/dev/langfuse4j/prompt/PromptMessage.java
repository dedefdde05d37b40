/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import org.springframework.util.Assert;

/**
 * A message of a chat prompt.
 *
 * @param role the role, such as {@code system}, {@code user} or {@code assistant}
 * @param content the text, in a template with its variables
 * @since 0.1.0
 */
public record PromptMessage(String role, String content) implements ChatPromptPart {

	/**
	 * Creates a message.
	 * @param role the role, such as {@code system}, {@code user} or {@code assistant}
	 * @param content the text, in a template with its variables
	 */
	public PromptMessage {
		Assert.hasText(role, "A message needs a role");
		Assert.notNull(content, "A message needs a content");
	}

	/**
	 * Creates a message with the role {@code system}.
	 * @param content the text
	 * @return the message
	 */
	public static PromptMessage system(String content) {
		return new PromptMessage("system", content);
	}

	/**
	 * Creates a message with the role {@code user}.
	 * @param content the text
	 * @return the message
	 */
	public static PromptMessage user(String content) {
		return new PromptMessage("user", content);
	}

	/**
	 * Creates a message with the role {@code assistant}.
	 * @param content the text
	 * @return the message
	 */
	public static PromptMessage assistant(String content) {
		return new PromptMessage("assistant", content);
	}

	/**
	 * Shows the role only: the content may be confidential.
	 */
	@Override
	public String toString() {
		return "PromptMessage[" + this.role + "]";
	}

}
