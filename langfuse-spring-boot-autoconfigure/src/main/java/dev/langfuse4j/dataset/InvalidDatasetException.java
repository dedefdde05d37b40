/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.dataset;

import dev.langfuse4j.http.LangfuseException;

/**
 * Thrown when an item of a dataset or a line of a local file cannot be read. The message
 * names the item or the line, and none of its content.
 *
 * @since 0.1.0
 */
@SuppressWarnings("serial")
public class InvalidDatasetException extends LangfuseException {

	/**
	 * Creates an exception.
	 * @param message the cause and the cure
	 */
	public InvalidDatasetException(String message) {
		super(message);
	}

}
