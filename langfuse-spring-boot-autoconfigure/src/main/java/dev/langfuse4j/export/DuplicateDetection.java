package dev.langfuse4j.export;

/**
 * Treatment of a model call that ran before in the same trace with the same input.
 */
public enum DuplicateDetection {

	/**
	 * Do not compare model calls.
	 */
	OFF,

	/**
	 * Add the metadata {@code duplicate_of} and {@code duplicate_count}.
	 */
	MARK,

	/**
	 * Also set the level to WARNING, with a status message.
	 */
	WARN

}
