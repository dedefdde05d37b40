/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.dataset;

import dev.langfuse4j.http.LangfuseException;

/**
 * Thrown when a dataset cannot be read or written because there is no server.
 *
 * @since 0.1.0
 */
@SuppressWarnings("serial")
public class DatasetUnavailableException extends LangfuseException {

	/**
	 * Creates an exception.
	 * @param message the cause and the cure
	 */
	public DatasetUnavailableException(String message) {
		super(message);
	}

}
