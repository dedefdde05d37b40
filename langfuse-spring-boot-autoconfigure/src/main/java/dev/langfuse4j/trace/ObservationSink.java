/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.ObservationData;

/**
 * Passes finished observations from the tree to the export.
 *
 * @since 0.1.0
 */
@Internal
public interface ObservationSink {

	/**
	 * Whether anybody wants observations. While not, nothing is recorded and no value is
	 * looked at.
	 * @return whether observations are wanted
	 */
	boolean isOpen();

	/**
	 * An observation that is recorded has begun, on the caller's thread. It will be
	 * {@linkplain #accept accepted} when it ends, if it does.
	 */
	default void begun() {
	}

	/**
	 * Takes an event, on the caller's thread: it neither begins nor ends. Must neither
	 * block nor throw.
	 * @param event the event
	 */
	default void event(ObservationData event) {
		accept(event);
	}

	/**
	 * Called on the caller's thread when an observation has ended that is not recorded
	 * because its trace has no project that takes it.
	 */
	default void unrouted() {
	}

	/**
	 * Accepts a score of an observation or of its trace, on the caller's thread: must
	 * neither block nor throw.
	 * @param place the target, which may belong to a trace that is not recorded
	 * @param score the score
	 */
	default void score(ScoredPlace place, ScoredValue score) {
	}

	/**
	 * Takes an observation that is to be added to a dataset, on the caller's thread: must
	 * neither block nor throw.
	 * @param entry what is to be added, which may belong to a trace that is not recorded
	 */
	default void addToDataset(DatasetEntry entry) {
	}

	/**
	 * Takes an observation that has begun and ended, on the caller's thread: must neither
	 * block nor throw.
	 * @param observation the observation
	 */
	void accept(ObservationData observation);

}
