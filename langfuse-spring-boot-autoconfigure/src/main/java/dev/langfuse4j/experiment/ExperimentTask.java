/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import dev.langfuse4j.dataset.DatasetItem;
import dev.langfuse4j.lang.ExtensionPoint;
import org.jspecify.annotations.Nullable;

/**
 * Performs the work that an experiment measures, for one item. Called on a thread of the
 * experiment, for several items at the same time: must be thread-safe. An item that takes
 * too long is interrupted.
 *
 * @param <I> the type of input
 * @param <E> the type of expected output
 * @param <O> the type of output
 * @since 0.1.0
 */
@ExtensionPoint
@FunctionalInterface
public interface ExperimentTask<I, E, O> {

	/**
	 * Performs the work.
	 * @param item the item
	 * @return the output, may be {@code null}
	 * @throws Exception if it fails, which fails the item
	 */
	@Nullable O run(DatasetItem<I, E> item) throws Exception;

}
