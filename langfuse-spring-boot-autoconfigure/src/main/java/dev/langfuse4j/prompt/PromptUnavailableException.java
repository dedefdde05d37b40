package dev.langfuse4j.prompt;

import dev.langfuse4j.http.LangfuseException;

/**
 * Thrown when a prompt is not available at the moment: it is not cached, the server
 * cannot supply it, and there is no fallback.
 */
@SuppressWarnings("serial")
public class PromptUnavailableException extends LangfuseException {

	/**
	 * Creates an exception.
	 * @param message the cause and the cure
	 */
	public PromptUnavailableException(String message) {
		super(message);
	}

}
