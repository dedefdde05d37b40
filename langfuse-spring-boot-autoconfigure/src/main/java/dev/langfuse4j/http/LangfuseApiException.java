/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.http;

/**
 * Thrown when Langfuse refuses a request or cannot be reached.
 *
 * @since 0.1.0
 */
@SuppressWarnings("serial")
public class LangfuseApiException extends LangfuseException {

	private final int status;

	/**
	 * Creates an exception.
	 * @param message the cause and the cure
	 * @param status the HTTP status, or 0 without an answer
	 */
	public LangfuseApiException(String message, int status) {
		super(message);
		this.status = status;
	}

	/**
	 * The HTTP status that the server answered with.
	 * @return the status, or 0 without an answer
	 */
	public int getStatus() {
		return this.status;
	}

}
