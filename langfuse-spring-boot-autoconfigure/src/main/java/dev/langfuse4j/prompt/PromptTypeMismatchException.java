/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import dev.langfuse4j.http.LangfuseException;

/**
 * Thrown when a text prompt was requested but the prompt is a chat prompt, or the other
 * way round. A fallback is not used, because the calling code is wrong.
 *
 * @since 0.1.0
 */
@SuppressWarnings("serial")
public class PromptTypeMismatchException extends LangfuseException {

	/**
	 * Creates an exception.
	 * @param message the cause and the cure
	 */
	public PromptTypeMismatchException(String message) {
		super(message);
	}

}
