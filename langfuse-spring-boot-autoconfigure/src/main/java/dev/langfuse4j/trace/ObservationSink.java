package dev.langfuse4j.trace;

import dev.langfuse4j.observation.ObservationData;

/**
 * Where finished observations go. Wiring between the tree and the export.
 */
public interface ObservationSink {

	/**
	 * Whether anybody wants observations. While not, nothing is recorded and no value is
	 * looked at.
	 * @return whether observations are wanted
	 */
	boolean isOpen();

	/**
	 * An observation that is recorded has begun, on the caller's thread. It will be
	 * accepted when it ends, if it does.
	 */
	default void begun() {
	}

	/**
	 * Takes a finished observation, on the caller's thread: must neither block nor throw.
	 * @param observation the observation
	 */
	void accept(ObservationData observation);

}
