package dev.langfuse4j.trace;

import dev.langfuse4j.observation.TraceAttributes;

/**
 * What another process needs to continue a trace. Immutable.
 *
 * @param traceId the trace id, 32 lower-case hex digits
 * @param observationId the id of the observation to be the parent, 16 lower-case hex
 * digits
 * @param sampled whether the trace is recorded
 * @param attributes what holds here
 */
public record TraceHandover(String traceId, String observationId, boolean sampled, TraceAttributes attributes) {

}
