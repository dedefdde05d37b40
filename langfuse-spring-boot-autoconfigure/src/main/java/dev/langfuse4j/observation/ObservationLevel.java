package dev.langfuse4j.observation;

/**
 * The severity of an observation.
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
