package dev.langfuse4j.dataset;

import dev.langfuse4j.http.LangfuseException;

/**
 * Thrown when a dataset is to be read or written and there is no server to ask.
 */
@SuppressWarnings("serial")
public class DatasetUnavailableException extends LangfuseException {

	/**
	 * Creates an exception.
	 * @param message the cause and the cure
	 */
	public DatasetUnavailableException(String message) {
		super(message);
	}

}
