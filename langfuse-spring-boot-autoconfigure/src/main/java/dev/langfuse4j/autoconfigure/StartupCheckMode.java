package dev.langfuse4j.autoconfigure;

/**
 * Whether the server is asked at start.
 */
public enum StartupCheckMode {

	/**
	 * It is not asked before there is something to send.
	 */
	OFF,

	/**
	 * It is asked beside the start, and the log says what it answers.
	 */
	LOG,

	/**
	 * It is asked, and the application does not start unless it accepts the credentials.
	 */
	FAIL

}
