package dev.langfuse4j.mask;

/**
 * Stands for a value that is not recorded because it is secret. Wiring.
 */
public enum Redaction {

	/**
	 * The value that is recorded in its place.
	 */
	VALUE;

	/**
	 * What is shown.
	 */
	public static final String MARKER = "<redacted>";

}
