package dev.langfuse4j.prompt;

import org.jspecify.annotations.Nullable;

/**
 * What is taken where a server cannot give a prompt.
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
