/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import dev.langfuse4j.http.LangfuseException;

/**
 * Thrown when a prompt cannot be compiled with the values that it was given.
 *
 * @since 0.1.0
 */
@SuppressWarnings("serial")
public class PromptCompileException extends LangfuseException {

	/**
	 * Creates an exception.
	 * @param message the cause and the cure
	 */
	public PromptCompileException(String message) {
		super(message);
	}

}
