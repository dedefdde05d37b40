package dev.langfuse4j.dataset;

import org.jspecify.annotations.Nullable;

/**
 * Names the dataset of an item and what the item was made from.
 *
 * @param datasetId the id of the dataset, or {@code null} for a local item
 * @param traceId the id of the trace, or {@code null} without one
 * @param observationId the id of the observation, or {@code null} without one
 */
record ItemOrigin(@Nullable String datasetId, @Nullable String traceId, @Nullable String observationId) {

	static final ItemOrigin LOCAL = new ItemOrigin(null, null, null);

}
