package dev.langfuse4j.http;

import org.jspecify.annotations.Nullable;

/**
 * Base of the exceptions of what an application asks Langfuse for, such as a prompt.
 * Observing never throws any. The messages name the cause and the cure; no content of the
 * application and no key is in them.
 */
@SuppressWarnings("serial")
public class LangfuseException extends RuntimeException {

	/**
	 * Creates an exception.
	 * @param message the cause and the cure
	 */
	public LangfuseException(String message) {
		super(message);
	}

	/**
	 * Creates an exception.
	 * @param message the cause and the cure
	 * @param cause the exception behind it, if any
	 */
	public LangfuseException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
