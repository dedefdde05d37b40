/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.score;

/**
 * The type of a score's value.
 *
 * @since 0.1.0
 */
public enum ScoreType {

	/**
	 * A number.
	 */
	NUMERIC,

	/**
	 * True or false, sent as 1 or 0.
	 */
	BOOLEAN,

	/**
	 * A category.
	 */
	CATEGORICAL,

	/**
	 * A text of at most 500 characters.
	 */
	TEXT,

	/**
	 * The output that would have been right.
	 */
	CORRECTION

}
