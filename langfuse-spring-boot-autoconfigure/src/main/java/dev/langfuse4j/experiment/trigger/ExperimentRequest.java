/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment.trigger;

import org.jspecify.annotations.Nullable;

/**
 * A request of Langfuse to run an experiment.
 *
 * @param projectId the id of the project in Langfuse
 * @param datasetId the id of the dataset
 * @param datasetName the name of the dataset
 * @param payload the JSON that was entered in Langfuse, as a map, a list, a text, a
 * number or a boolean; {@code null} without any
 * @since 0.1.0
 */
public record ExperimentRequest(String projectId, String datasetId, String datasetName, @Nullable Object payload) {

	/**
	 * Names the dataset and shows no payload.
	 */
	@Override
	public String toString() {
		return "ExperimentRequest[" + this.datasetName + "]";
	}

}
