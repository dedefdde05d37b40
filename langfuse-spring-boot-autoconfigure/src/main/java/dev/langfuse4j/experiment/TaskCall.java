/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import dev.langfuse4j.dataset.DatasetItem;
import org.jspecify.annotations.Nullable;

/**
 * Runs a task of whatever kind and waits for its end.
 *
 * @param <I> the type of input
 * @param <E> the type of expected output
 * @param <O> the type of output
 */
@FunctionalInterface
interface TaskCall<I, E, O> {

	@Nullable O run(DatasetItem<I, E> item, ItemTask<O> running) throws Exception;

}
