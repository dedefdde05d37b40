/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.util.Locale;

import dev.langfuse4j.lang.Internal;

/**
 * The result of a request of the application for a prompt.
 *
 * @since 0.1.0
 */
@Internal
public enum PromptResult {

	/**
	 * The prompt was cached.
	 */
	HIT,

	/**
	 * The prompt was cached and is older than it should be.
	 */
	STALE,

	/**
	 * The prompt was fetched.
	 */
	MISS,

	/**
	 * It was known that there is no such prompt.
	 */
	NEGATIVE,

	/**
	 * A fallback was taken.
	 */
	FALLBACK,

	/**
	 * There was nothing to give.
	 */
	ERROR;

	/**
	 * The result as it is counted: lower case.
	 * @return the name of the result
	 */
	public String value() {
		return name().toLowerCase(Locale.ROOT);
	}

}
