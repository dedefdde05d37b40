package dev.langfuse4j.trace;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.TraceAttributes;
import org.jspecify.annotations.Nullable;

/**
 * The origin of the traces below, such as a request. It is asked by the thread that
 * observes first, and not at all while nothing is observed.
 */
@Internal
@FunctionalInterface
public interface TraceOrigin {

	/**
	 * Returns the attributes that are handed down to all observations. Called once.
	 * @return the attributes
	 */
	TraceAttributes attributes();

	/**
	 * The observation of another process that traces continue.
	 * @return the parent, or {@code null} without one
	 */
	default @Nullable RemoteParent remoteParent() {
		return null;
	}

	/**
	 * The project that traces go to unless they say so themselves. Asked at each root.
	 * @return the name of the project, empty for one that is not known, or {@code null}
	 * to leave that to who is asked next
	 */
	default @Nullable String project() {
		return null;
	}

	/**
	 * Returns the request that is being served, for a {@link ProjectResolver}.
	 * @return the request, or {@code null} if it is none
	 */
	default @Nullable IncomingRequest request() {
		return null;
	}

	/**
	 * The text that the ids of traces are derived from which begin below.
	 * @return the seed, or {@code null} without one
	 */
	default @Nullable String traceSeed() {
		return null;
	}

	/**
	 * Tells that a trace that is recorded has begun.
	 * @param traceId the id of the trace
	 */
	default void begun(String traceId) {
	}

}
