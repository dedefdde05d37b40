package dev.langfuse4j.observation;

import org.jspecify.annotations.Nullable;

/**
 * The live handle of the trace that an observation belongs to. What is set here holds for
 * the whole trace as far as it has not left the application: set it at the beginning, at
 * best on the root, to have it on every observation; set later it reaches what ends after
 * about {@code langfuse.flush-interval} before. What is set for a part of the trace, by
 * {@code with(…)} or an annotation, wins there.
 * <p>
 * Thread-safe. No method throws or blocks.
 */
public interface LangfuseTrace extends TraceValues<LangfuseTrace> {

	/**
	 * The id of the trace.
	 * @return 32 lower-case hex digits, or {@code null} without a trace
	 */
	@Nullable String id();

}
