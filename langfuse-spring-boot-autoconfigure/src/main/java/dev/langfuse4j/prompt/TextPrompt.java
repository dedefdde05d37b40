/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

/**
 * A prompt that is a single text.
 *
 * @since 0.1.0
 */
public interface TextPrompt extends Prompt<TextPrompt> {

	/**
	 * The text with its variables, as it was written in Langfuse.
	 * @return the template
	 */
	String template();

	/**
	 * Compiles the text with the values that were set.
	 * @return the text
	 * @throws PromptCompileException if a value cannot be written, or if this is strict
	 * and a variable has no value
	 */
	String text();

}
