/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.util.function.Supplier;

/**
 * Says which version of a text prompt is wanted.
 *
 * @since 0.1.0
 */
public interface TextPromptSpec extends PromptSpec<TextPromptSpec, TextPrompt> {

	/**
	 * Takes a text where Langfuse cannot give the prompt.
	 * @param template the text with its variables
	 * @return a specification with the fallback
	 */
	TextPromptSpec fallback(String template);

	/**
	 * Takes a text where Langfuse cannot give the prompt.
	 * @param template supplies the text with its variables; asked only then, on the
	 * caller's thread
	 * @return a specification with the fallback
	 */
	TextPromptSpec fallback(Supplier<String> template);

}
