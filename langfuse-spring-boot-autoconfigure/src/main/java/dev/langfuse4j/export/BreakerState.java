package dev.langfuse4j.export;

/**
 * State of the circuit breaker of a project's server.
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
