/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.dataset;

import dev.langfuse4j.http.LangfuseException;

/**
 * Thrown when Langfuse has no such dataset, or no such item.
 *
 * @since 0.1.0
 */
@SuppressWarnings("serial")
public class DatasetNotFoundException extends LangfuseException {

	/**
	 * Creates an exception.
	 * @param message the cause and the cure
	 */
	public DatasetNotFoundException(String message) {
		super(message);
	}

}
