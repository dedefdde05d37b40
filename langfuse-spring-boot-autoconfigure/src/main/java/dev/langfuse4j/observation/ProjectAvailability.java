/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

import dev.langfuse4j.lang.Internal;

/**
 * Whether a project takes observations.
 *
 * @since 0.1.0
 */
@Internal
public enum ProjectAvailability {

	/**
	 * It does.
	 */
	AVAILABLE("is available"),

	/**
	 * The application has disabled it.
	 */
	DISABLED("is disabled"),

	/**
	 * There are no keys for it right now.
	 */
	NO_CREDENTIALS("has no credentials"),

	/**
	 * There is no project of this name.
	 */
	NOT_CONFIGURED("is not configured");

	private final String text;

	ProjectAvailability(String text) {
		this.text = text;
	}

	/**
	 * Says it in words.
	 * @return the end of a sentence about the project
	 */
	public String text() {
		return this.text;
	}

}
