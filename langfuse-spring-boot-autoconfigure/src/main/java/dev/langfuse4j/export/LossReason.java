package dev.langfuse4j.export;

import java.util.Locale;

/**
 * Why an observation did not get where it should.
 */
public enum LossReason {

	/**
	 * The queue was full, or an earlier observation of the trace found it so.
	 */
	QUEUE_FULL,

	/**
	 * The server refused it for good.
	 */
	REJECTED,

	/**
	 * The server found it too large even when trimmed.
	 */
	TOO_LARGE,

	/**
	 * It could not be written as JSON.
	 */
	ENCODE_ERROR,

	/**
	 * An exporter of the application failed on it.
	 */
	EXPORTER_FAILED,

	/**
	 * The application ended before it was delivered.
	 */
	SHUTDOWN;

	/**
	 * The reason as words of a log line.
	 */
	String text() {
		return name().toLowerCase(Locale.ROOT).replace('_', ' ');
	}

}
