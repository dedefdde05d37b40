package dev.langfuse4j.trace;

import dev.langfuse4j.lang.ExtensionPoint;

/**
 * Decides which observations are left out of traces, such as steps of a framework that
 * nobody looks at. Add a bean of this type; an observation is recorded if all of them
 * agree. The observations below one that is left out become children of its parent.
 * <p>
 * Asked when an observation starts, on the caller's thread: must be quick and
 * thread-safe. Later would be too late, as observations are sent when they end, and those
 * below an observation end before it with the id of their parent. The first observation
 * of a trace in this process is recorded without asking, since Langfuse shows a trace by
 * its root: to leave out whole traces, use a {@link TraceSampler}. If a filter throws,
 * the observation is recorded; what must not leave the application is the business of a
 * {@code ContentMasker}.
 */
@ExtensionPoint
@FunctionalInterface
public interface ObservationFilter {

	/**
	 * Whether an observation is recorded.
	 * @param candidate the observation, about to start
	 * @return {@code false} to leave it out
	 */
	boolean isRecorded(ObservationCandidate candidate);

}
