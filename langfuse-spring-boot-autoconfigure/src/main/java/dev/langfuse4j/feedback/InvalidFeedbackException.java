/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.feedback;

/**
 * Thrown when a part of a request is not acceptable. Quotes nothing of it.
 */
@SuppressWarnings("serial")
final class InvalidFeedbackException extends RuntimeException {

	private final String field;

	/**
	 * Creates an exception.
	 * @param field the part that is not acceptable
	 * @param problem the rest of a sentence that begins with it
	 */
	InvalidFeedbackException(String field, String problem) {
		super("'" + field + "' " + problem, null, false, false);
		this.field = field;
	}

	String field() {
		return this.field;
	}

}
