/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import dev.langfuse4j.logging.LogOnce;
import io.micrometer.observation.Observation;
import reactor.core.publisher.Hooks;
import reactor.core.scheduler.Schedulers;

/**
 * Warns once if a trace starts on a thread of Reactor's where nothing is current: without
 * automatic context propagation, a blocking call in an operator does not see the
 * observation around it.
 */
final class ReactorThreads {

	/**
	 * May block, so they are of no class of their own.
	 */
	private static final String BOUNDED_ELASTIC = "boundedElastic-";

	private static final String LOOM_BOUNDED_ELASTIC = "loomBoundedElastic-";

	private final LogOnce logger = new LogOnce(ReactorThreads.class);

	/**
	 * Called after the start of an observation that did not come through a Reactor
	 * context.
	 */
	void started(RecordingObservation observation, Observation.ContextView context) {
		if (context.getParentObservation() == null && isReactorThread() && observation.isRoot()
				&& !Hooks.isAutomaticContextPropagationEnabled() && !isNewTrace(context)) {
			this.logger.warn("root",
					() -> "An observation started a new trace on Reactor thread '" + Thread.currentThread().getName()
							+ "'. Blocking calls in reactive operators do not receive the current observation "
							+ "unless you set spring.reactor.context-propagation=auto: see docs/threads.md of "
							+ "Langfuse for Spring Boot");
		}
	}

	private static boolean isNewTrace(Observation.ContextView context) {
		return context instanceof TracedContext own && own.isNewTrace();
	}

	private static boolean isReactorThread() {
		String name = Thread.currentThread().getName();
		return Schedulers.isInNonBlockingThread() || name.startsWith(BOUNDED_ELASTIC)
				|| name.startsWith(LOOM_BOUNDED_ELASTIC);
	}

}
