/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

/**
 * Changes the prompts of the project of the current trace or code. Every key of a project
 * may do this, even if labels are protected in Langfuse's user interface. This
 * application's cache no longer serves a changed prompt. All methods block, at most for
 * {@code langfuse.prompt.timeout}, and are never sent a second time.
 * <p>
 * All methods throw {@link PromptNotFoundException} if there is no such prompt,
 * {@link PromptUnavailableException} if there is no server,
 * {@link dev.langfuse4j.http.LangfuseApiException} if the server refuses, and
 * {@link IllegalStateException} on a thread that must not block. Thread-safe.
 *
 * @since 0.1.0
 * @see LangfusePrompts#admin()
 */
public interface PromptAdmin {

	/**
	 * Starts a new version of a text prompt, which may be the first.
	 * @param name the name of the prompt
	 * @param template the text with its variables
	 * @return a draft to set the other values and create the version
	 */
	PromptDraft text(String name, String template);

	/**
	 * Starts a new version of a chat prompt, which may be the first.
	 * @param name the name of the prompt
	 * @param template the messages with their variables, and the placeholders
	 * @return a draft to set the other values and create the version
	 */
	PromptDraft chat(String name, ChatPromptPart... template);

	/**
	 * Moves labels to a version, from the versions that have them. Labels that the
	 * version has already stay.
	 * @param name the name of the prompt
	 * @param version the version
	 * @param labels the labels, not {@code latest}, which Langfuse moves by itself
	 */
	void moveLabels(String name, int version, String... labels);

	/**
	 * Lists the prompts by their names.
	 * @param filter which prompts, and which page
	 * @return a page of prompts
	 */
	PromptPage list(PromptFilter filter);

	/**
	 * Deletes a version.
	 * @param name the name of the prompt
	 * @param version the version
	 */
	void deleteVersion(String name, int version);

	/**
	 * Deletes the version that has a label, not the label alone: a label is taken off by
	 * moving it to another version.
	 * @param name the name of the prompt
	 * @param label the label
	 */
	void deleteVersionLabelled(String name, String label);

	/**
	 * Deletes a prompt with all its versions.
	 * @param name the name of the prompt
	 */
	void deleteAllVersions(String name);

}
