/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.http;

import org.jspecify.annotations.Nullable;

/**
 * Base class of exceptions of calls to Langfuse, such as for a prompt. Observing never
 * throws any. The messages name the cause and the cure. They never contain content of the
 * application or keys.
 *
 * @since 0.1.0
 */
@SuppressWarnings("serial")
public class LangfuseException extends RuntimeException {

	/**
	 * Creates an exception.
	 * @param message the cause and the cure
	 */
	public LangfuseException(String message) {
		super(message);
	}

	/**
	 * Creates an exception.
	 * @param message the cause and the cure
	 * @param cause the exception behind it, if any
	 */
	public LangfuseException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
