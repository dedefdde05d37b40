/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

import java.util.Map;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The item of an experiment that observations belong to. All texts are captured already.
 * Immutable.
 *
 * @param run the run
 * @param item the item
 * @param evaluating whether the observations evaluate the output of the item, whose
 * scores the experiment gives itself
 * @since 0.1.0
 */
@Internal
public record ExperimentAttributes(Run run, Item item, boolean evaluating) {

	/**
	 * The environment of everything that belongs to an experiment.
	 */
	public static final String ENVIRONMENT = "sdk-experiment";

	/**
	 * The memory of both parts, and of an entry of metadata, beside their texts, in
	 * bytes.
	 */
	private static final int FIXED_WEIGHT = 150;

	/**
	 * These attributes for what evaluates the item.
	 * @return the attributes
	 */
	public ExperimentAttributes whileEvaluating() {
		return new ExperimentAttributes(this.run, this.item, true);
	}

	/**
	 * About how many bytes of memory these attributes hold.
	 */
	int weight() {
		int weight = 2 * FIXED_WEIGHT + this.run.name.length() + lengthOf(this.run.description)
				+ lengthOf(this.run.datasetId) + this.item.id.length() + weight(this.run.metadata)
				+ weight(this.item.metadata);
		return weight + ((this.item.expectedOutput != null) ? this.item.expectedOutput.weight() : 0);
	}

	private static int weight(Map<String, String> metadata) {
		int weight = 0;
		for (Map.Entry<String, String> entry : metadata.entrySet()) {
			weight += FIXED_WEIGHT + entry.getKey().length() + entry.getValue().length();
		}
		return weight;
	}

	private static int lengthOf(@Nullable String text) {
		return (text != null) ? text.length() : 0;
	}

	/**
	 * Shows ids only: the rest may be content.
	 */
	@Override
	public String toString() {
		return "ExperimentAttributes[" + this.run.id + "/" + this.item.taskId + "]";
	}

	/**
	 * The run of an experiment.
	 *
	 * @param id the id of the run
	 * @param name the name of the run
	 * @param description the description, or {@code null}
	 * @param metadata the metadata by path, such as {@code model.name}
	 * @param datasetId the id of the dataset, or {@code null} for local items
	 */
	@Internal
	public record Run(String id, String name, @Nullable String description, Map<String, String> metadata,
			@Nullable String datasetId) {

		@Override
		public String toString() {
			return "Run[" + this.id + "]";
		}

	}

	/**
	 * The item of a dataset, in one repetition.
	 *
	 * @param id the id of the item
	 * @param version the time of the version of the item, or {@code null}
	 * @param metadata the metadata by path
	 * @param expectedOutput the expected output, or {@code null}
	 * @param taskId the id of the observation of the task
	 */
	@Internal
	public record Item(String id, @Nullable String version, Map<String, String> metadata,
			@Nullable CapturedContent expectedOutput, String taskId) {

		@Override
		public String toString() {
			return "Item[" + this.taskId + "]";
		}

	}

}
