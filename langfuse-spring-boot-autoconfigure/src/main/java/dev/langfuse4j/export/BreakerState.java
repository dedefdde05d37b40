package dev.langfuse4j.export;

/**
 * Whether the server of a project is asked.
 */
public enum BreakerState {

	/**
	 * All is sent.
	 */
	CLOSED,

	/**
	 * Nothing is sent until the next probe: a single observation.
	 */
	OPEN,

	/**
	 * A probe is under way.
	 */
	PROBING

}
