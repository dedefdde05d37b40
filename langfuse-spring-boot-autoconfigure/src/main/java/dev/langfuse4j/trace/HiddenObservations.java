/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import dev.langfuse4j.logging.LogOnce;
import io.micrometer.observation.ObservationRegistry;

/**
 * Logs once that the application's Micrometer configuration disables observations of
 * Langfuse. This may not be intended, and is hard to find otherwise.
 */
final class HiddenObservations {

	private static final String CURE = ", or set langfuse.observe.metrics=false to let Langfuse use a registry of its own.";

	/**
	 * Not shared by application contexts, each of which has its registry.
	 */
	private final LogOnce logger = new LogOnce(LangfuseTracer.class);

	/**
	 * Looks at a registry.
	 */
	void look(ObservationRegistry registry) {
		if (registry.isNoop()) {
			this.logger.warn("registry",
					() -> "Nothing is recorded: the application's bean of type ObservationRegistry does "
							+ "not observe anything (ObservationRegistry.NOOP). Remove it" + CURE);
		}
	}

	/**
	 * Notes that an observation was hidden.
	 * @param name its name
	 * @param registry who has hidden it
	 */
	void found(String name, ObservationRegistry registry) {
		look(registry);
		if (!registry.isNoop()) {
			this.logger.warn("predicate",
					() -> "Observation '" + name + "' is not recorded: an ObservationPredicate of the application, or "
							+ "management.observations.enable, disables it. Only the first such observation is "
							+ "logged. If this is not intended, allow observations with the name "
							+ "'langfuse.observe'" + CURE);
		}
	}

}
