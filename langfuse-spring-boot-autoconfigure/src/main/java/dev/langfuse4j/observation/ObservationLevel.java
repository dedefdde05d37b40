package dev.langfuse4j.observation;

/**
 * How much attention an observation deserves.
 */
public enum ObservationLevel {

	/**
	 * Of interest when looking for a fault.
	 */
	DEBUG,

	/**
	 * Normal.
	 */
	DEFAULT,

	/**
	 * Unexpected, but handled.
	 */
	WARNING,

	/**
	 * Failed.
	 */
	ERROR

}
