package dev.langfuse4j.dataset;

import dev.langfuse4j.http.LangfuseException;

/**
 * Thrown when Langfuse has no such dataset, or no such item.
 */
@SuppressWarnings("serial")
public class DatasetNotFoundException extends LangfuseException {

	/**
	 * Creates an exception.
	 * @param message the cause and the cure
	 */
	public DatasetNotFoundException(String message) {
		super(message);
	}

}
