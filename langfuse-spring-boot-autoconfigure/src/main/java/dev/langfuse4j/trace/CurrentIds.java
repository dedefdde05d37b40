package dev.langfuse4j.trace;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Is told of the observation that is current on a thread.
 */
@Internal
@FunctionalInterface
public interface CurrentIds {

	/**
	 * Publishes the ids nowhere.
	 */
	CurrentIds NONE = (traceId, observationId) -> {
	};

	/**
	 * Tells what has become current on this thread.
	 * @param traceId the id of the trace, or {@code null} if nothing that is recorded is
	 * @param observationId the id of the observation
	 */
	void changed(@Nullable String traceId, @Nullable String observationId);

}
