/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import dev.langfuse4j.observation.ObservationType;
import io.micrometer.observation.Observation;

/**
 * An observation that is about to start, as an {@link ObservationFilter} receives it.
 * Immutable.
 *
 * @param name its name in Langfuse, as far as it is known: some libraries name their
 * observations when these end
 * @param type its type
 * @param context its Micrometer context:
 * {@link dev.langfuse4j.observation.LangfuseObservationContext} for annotated methods and
 * the API, that of the library for all others
 * @since 0.1.0
 */
public record ObservationCandidate(String name, ObservationType type, Observation.ContextView context) {

}
