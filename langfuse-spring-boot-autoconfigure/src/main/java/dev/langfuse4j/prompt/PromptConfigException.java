/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import dev.langfuse4j.http.LangfuseException;

/**
 * Thrown when the configuration of a prompt does not fit the type that it is to be read
 * as.
 *
 * @since 0.1.0
 */
@SuppressWarnings("serial")
public class PromptConfigException extends LangfuseException {

	/**
	 * Creates an exception.
	 * @param message the cause and the cure
	 */
	public PromptConfigException(String message) {
		super(message);
	}

}
