/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import dev.langfuse4j.http.LangfuseException;

/**
 * Thrown when Langfuse has no prompt of that name, or no version of it with that number
 * or label, and there is no fallback.
 *
 * @since 0.1.0
 */
@SuppressWarnings("serial")
public class PromptNotFoundException extends LangfuseException {

	/**
	 * Creates an exception.
	 * @param message the cause and the cure
	 */
	public PromptNotFoundException(String message) {
		super(message);
	}

}
