/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import org.jspecify.annotations.Nullable;

/**
 * Supplies a prompt if the server cannot.
 */
@FunctionalInterface
interface Fallback {

	/**
	 * Finds the fallback of a prompt.
	 * @param name the name of the prompt
	 * @return the fallback, or {@code null} without one
	 */
	@Nullable PromptVersion find(String name);

}
