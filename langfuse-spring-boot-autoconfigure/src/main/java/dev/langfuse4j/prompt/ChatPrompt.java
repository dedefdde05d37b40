/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.util.List;
import java.util.Set;

/**
 * A prompt that is a list of messages.
 *
 * @since 0.1.0
 */
public interface ChatPrompt extends Prompt<ChatPrompt> {

	/**
	 * The messages with their variables, and the placeholders, as they were written in
	 * Langfuse.
	 * @return the template
	 */
	List<ChatPromptPart> template();

	/**
	 * The placeholders of the template, whether or not they have messages.
	 * @return the names in the order in which they occur
	 */
	Set<String> placeholders();

	/**
	 * Sets the messages of a placeholder. They are inserted unchanged: braces in the text
	 * of a user are not variables.
	 * @param name the name of the placeholder
	 * @param messages the messages; an empty list removes the placeholder
	 * @return a prompt with the messages
	 */
	ChatPrompt placeholder(String name, List<PromptMessage> messages);

	/**
	 * Leaves out placeholders for which no messages were set, and warns once, instead of
	 * refusing to compile.
	 * @return a lenient prompt
	 */
	ChatPrompt lenient();

	/**
	 * Compiles the messages with the values that were set.
	 * @return the messages
	 * @throws PromptCompileException if a value cannot be written, if a placeholder has
	 * no messages, or if this is strict and a variable has no value
	 */
	List<PromptMessage> messages();

}
