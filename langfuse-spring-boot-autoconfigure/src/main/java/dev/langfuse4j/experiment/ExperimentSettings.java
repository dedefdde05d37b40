/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.time.Duration;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The settings of experiments that say nothing else. Made from
 * {@code langfuse.experiments.*}.
 *
 * @param concurrency how many items run at the same time
 * @param itemTimeout the time that an item may take
 * @param timeout the time that all items may take, or {@code null} for any
 * @param flushTimeout the time to wait at the end until Langfuse has everything
 * @param virtualThreads whether items run on virtual threads
 * @since 0.1.0
 */
@Internal
public record ExperimentSettings(int concurrency, Duration itemTimeout, @Nullable Duration timeout,
		Duration flushTimeout, boolean virtualThreads) {

}
