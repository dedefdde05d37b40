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
	 * Only probes are sent, each with a single observation.
	 */
	OPEN,

	/**
	 * A probe is under way.
	 */
	PROBING

}
