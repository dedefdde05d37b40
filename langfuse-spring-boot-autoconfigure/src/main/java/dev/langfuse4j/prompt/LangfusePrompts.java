/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

/**
 * Supplies the prompts that are managed in Langfuse. They are cached, and a fallback is
 * used while Langfuse cannot be reached. Inject this bean.
 *
 * <pre class="code">
 * String text = prompts.text("greeting").fallback("Hi {{name}}!").get().with("name", user).text();
 *
 * ChatPrompt prompt = prompts.chat("support/answer").label("canary").get().with("product", product);
 * </pre>
 *
 * A prompt is read from the project of the current trace, otherwise from the project of a
 * trace that would begin here. Without keys, or with Langfuse disabled, all prompts are
 * fallbacks. Thread-safe.
 *
 * @since 0.1.0
 */
public interface LangfusePrompts {

	/**
	 * Starts the specification of a text prompt.
	 * @param name the name of the prompt, with its folders: {@code team/greeting}
	 * @return says which version is wanted, and gets it
	 * @throws IllegalArgumentException if no prompt can have that name
	 */
	TextPromptSpec text(String name);

	/**
	 * Starts the specification of a chat prompt.
	 * @param name the name of the prompt, with its folders: {@code team/greeting}
	 * @return says which version is wanted, and gets it
	 * @throws IllegalArgumentException if no prompt can have that name
	 */
	ChatPromptSpec chat(String name);

	/**
	 * Creates prompts, moves labels, lists and deletes.
	 * @return the administration of the prompts of the project in scope
	 */
	PromptAdmin admin();

	/**
	 * Removes a prompt from the cache, with all its versions and labels, in the project
	 * of the current trace or code. The next call requests it from the server.
	 * @param name the exact name of the prompt
	 */
	void invalidate(String name);

}
