/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import dev.langfuse4j.http.LangfuseException;

/**
 * Thrown when a prompt is not available at the moment: it is not cached, the server
 * cannot supply it, and there is no fallback.
 *
 * @since 0.1.0
 */
@SuppressWarnings("serial")
public class PromptUnavailableException extends LangfuseException {

	/**
	 * Creates an exception.
	 * @param message the cause and the cure
	 */
	public PromptUnavailableException(String message) {
		super(message);
	}

}
