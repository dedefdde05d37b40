/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.dataset;

import org.jspecify.annotations.Nullable;

/**
 * The dataset of an item, and the source that the item was created from.
 *
 * @param datasetId the id of the dataset, or {@code null} for a local item
 * @param traceId the id of the trace, or {@code null} without one
 * @param observationId the id of the observation, or {@code null} without one
 */
record ItemOrigin(@Nullable String datasetId, @Nullable String traceId, @Nullable String observationId) {

	static final ItemOrigin LOCAL = new ItemOrigin(null, null, null);

}
