/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.TraceState;
import org.jspecify.annotations.Nullable;

/**
 * An observation that is to be added to a dataset.
 *
 * @param trace the trace
 * @param observationId the id of the observation
 * @param dataset the name of the dataset
 * @param input the input, not masked yet, or {@code null} if it is not recorded
 * @param expected the expected output, not masked yet, or {@code null} without one
 * @since 0.1.0
 */
@Internal
public record DatasetEntry(TraceState trace, String observationId, String dataset, @Nullable CapturedContent input,
		@Nullable CapturedContent expected) {

}
