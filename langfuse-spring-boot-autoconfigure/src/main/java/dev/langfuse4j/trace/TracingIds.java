package dev.langfuse4j.trace;

import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * The ids that the application's own tracing gave to an observation, so that a trace has
 * the same id there and in Langfuse. Wiring.
 */
@FunctionalInterface
public interface TracingIds {

	/**
	 * No tracing.
	 */
	TracingIds NONE = (context) -> null;

	/**
	 * The ids of an observation that has just been started.
	 * @param context the observation's context
	 * @return the ids, or {@code null} without tracing
	 */
	@Nullable Pair find(Observation.Context context);

	/**
	 * A trace id and a span id.
	 *
	 * @param traceId the trace id, 32 lower-case hex digits
	 * @param spanId the span id, 16 lower-case hex digits
	 */
	record Pair(String traceId, String spanId) {

	}

}
