/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import dev.langfuse4j.lang.ExtensionPoint;

/**
 * Follows an experiment while it runs. Called on the thread that called
 * {@link Experiment#run()}, one call at a time, so a slow one delays the next items. What
 * it throws is logged once and changes nothing.
 *
 * @since 0.1.0
 */
@ExtensionPoint
@FunctionalInterface
public interface ExperimentProgress {

	/**
	 * Tells that an item has ended.
	 * @param update the experiment so far
	 */
	void update(ProgressUpdate update);

	/**
	 * Writes a line to the log every five seconds, and at the end.
	 * @return the progress, for one run
	 */
	static ExperimentProgress log() {
		return new LoggedProgress();
	}

	/**
	 * Does nothing.
	 * @return the progress
	 */
	static ExperimentProgress none() {
		return (update) -> {
		};
	}

}
