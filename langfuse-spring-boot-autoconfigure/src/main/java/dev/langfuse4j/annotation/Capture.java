package dev.langfuse4j.annotation;

/**
 * Whether a content is recorded: a method's arguments or its result.
 */
public enum Capture {

	/**
	 * Use the application's configuration, see {@code langfuse.capture}.
	 */
	INHERIT,

	/**
	 * Recorded, unless {@code langfuse.capture.mode=metadata-only} turns all content off.
	 */
	ON,

	/**
	 * Never recorded: the value is not looked at.
	 */
	OFF

}
