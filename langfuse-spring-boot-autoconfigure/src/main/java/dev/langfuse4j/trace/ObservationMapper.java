/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import dev.langfuse4j.lang.ExtensionPoint;
import dev.langfuse4j.observation.LangfuseObservation;
import io.micrometer.observation.Observation;

/**
 * Maps Micrometer observations of another library, such as an AI framework, to Langfuse
 * observations. Add a bean of this type for each kind of context.
 * <p>
 * Called on the threads of the application: it must be fast and thread-safe. If a mapper
 * throws, the observation keeps the values that were mapped before.
 *
 * @param <C> the type of context
 * @since 0.1.0
 */
@ExtensionPoint
public interface ObservationMapper<C extends Observation.Context> {

	/**
	 * The contexts this mapper is for, with their subclasses.
	 * @return the type of context
	 */
	Class<C> contextType();

	/**
	 * Decides what an observation becomes.
	 * @param context the context, just started
	 * @return the type, and the values that are known at the start
	 */
	ObservationStart start(C context);

	/**
	 * Copies the values of a context to the observation. Not called for an observation
	 * that is hidden or not recorded.
	 * @param context the context, about to stop
	 * @param observation the observation
	 */
	void map(C context, LangfuseObservation observation);

}
