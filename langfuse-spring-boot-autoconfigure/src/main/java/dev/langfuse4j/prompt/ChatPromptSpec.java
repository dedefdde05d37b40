/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.util.List;
import java.util.function.Supplier;

/**
 * Says which version of a chat prompt is wanted.
 *
 * @since 0.1.0
 */
public interface ChatPromptSpec extends PromptSpec<ChatPromptSpec, ChatPrompt> {

	/**
	 * Takes messages where Langfuse cannot give the prompt.
	 * @param template the messages with their variables, and the placeholders
	 * @return a specification with the fallback
	 */
	ChatPromptSpec fallback(ChatPromptPart... template);

	/**
	 * Takes messages where Langfuse cannot give the prompt.
	 * @param template supplies the messages with their variables, and the placeholders;
	 * asked only then, on the caller's thread
	 * @return a specification with the fallback
	 */
	ChatPromptSpec fallback(Supplier<? extends List<? extends ChatPromptPart>> template);

}
