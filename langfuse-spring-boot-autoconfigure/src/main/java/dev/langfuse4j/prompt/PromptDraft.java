/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import org.jspecify.annotations.Nullable;

/**
 * A version of a prompt that is to be created. Immutable.
 *
 * @since 0.1.0
 */
public interface PromptDraft {

	/**
	 * Moves labels to the version, such as {@code production}. It always gets
	 * {@code latest}.
	 * @param labels the labels
	 * @return a draft with these labels
	 */
	PromptDraft labels(String... labels);

	/**
	 * Sets the tags of the prompt, in all its versions. Without this they stay.
	 * @param tags the tags
	 * @return a draft with these tags
	 */
	PromptDraft tags(String... tags);

	/**
	 * Sets the configuration that is kept with the version.
	 * @param config anything that the application's {@code JsonMapper} writes
	 * @return a draft with the configuration
	 */
	PromptDraft config(@Nullable Object config);

	/**
	 * Says why there is a new version.
	 * @param message at most 500 characters
	 * @return a draft with the message
	 */
	PromptDraft commitMessage(String message);

	/**
	 * Creates the version. Two at once for the same prompt may fail.
	 * @return the number of the version
	 * @throws dev.langfuse4j.http.LangfuseApiException if Langfuse refuses it, such as a
	 * chat prompt under the name of a text prompt
	 */
	int create();

}
