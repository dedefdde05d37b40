package dev.langfuse4j.prompt;

import dev.langfuse4j.http.LangfuseException;

/**
 * Thrown when a prompt cannot be compiled with the values that it was given.
 */
@SuppressWarnings("serial")
public class PromptCompileException extends LangfuseException {

	/**
	 * Creates an exception.
	 * @param message the cause and the cure
	 */
	public PromptCompileException(String message) {
		super(message);
	}

}
