package dev.langfuse4j.prompt;

import dev.langfuse4j.http.LangfuseException;

/**
 * Thrown when the configuration of a prompt does not fit the type that it is to be read
 * as.
 */
@SuppressWarnings("serial")
public class PromptConfigException extends LangfuseException {

	/**
	 * Creates an exception.
	 * @param message the cause and the cure
	 */
	public PromptConfigException(String message) {
		super(message);
	}

}
