/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Receives the requests of the application for prompts. Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
@FunctionalInterface
public interface PromptListener {

	/**
	 * A prompt was asked for. Called on the thread that gets it: must be fast.
	 * @param project the project, or {@code null} if none was in scope
	 * @param name the prompt's name
	 * @param result what it came to
	 */
	void requested(@Nullable String project, String name, PromptResult result);

}
