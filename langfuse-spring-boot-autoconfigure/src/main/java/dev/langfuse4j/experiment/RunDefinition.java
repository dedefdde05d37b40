/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.langfuse4j.dataset.Dataset;
import dev.langfuse4j.dataset.DatasetItem;
import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Describes a run of an experiment before it begins. Immutable.
 *
 * @param name the name of the experiment
 * @param runName the name of the run, unique unless somebody chose it
 * @param description the description, or {@code null}
 * @param metadata the metadata
 * @param dataset the dataset
 * @param repetitions how often each item runs
 * @param project the name of the project, or {@code null} for that of the code around
 * @since 0.1.0
 */
@Internal
public record RunDefinition(String name, String runName, @Nullable String description, Map<String, Object> metadata,
		Dataset<?, ?> dataset, int repetitions, @Nullable String project) {

	/**
	 * Checks the parts.
	 * @param name the name of the experiment
	 * @param runName the name of the run
	 * @param description the description, or {@code null}
	 * @param metadata the metadata
	 * @param dataset the dataset
	 * @param repetitions how often each item runs
	 * @param project the name of the project, or {@code null} for that of the code around
	 */
	public RunDefinition {
		Assert.hasText(name, "The name of an experiment must not be empty");
		Assert.hasText(runName, "The name of a run must not be empty: leave out runName(…) for a unique one");
		Assert.isTrue(repetitions > 0, "An experiment needs at least one repetition");
		metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
		checkIds(dataset);
	}

	/**
	 * Describes a run.
	 * @param name the name of the experiment
	 * @param runName the name of the run, {@code null} for a unique one
	 * @param description the description, {@code null} for none
	 * @param metadata the metadata
	 * @param dataset the dataset
	 * @param repetitions how often each item runs
	 * @param project the name of the project, {@code null} for that of the code around
	 * @return the definition
	 * @throws IllegalArgumentException if a name is empty, two items have the same id, or
	 * there is no repetition
	 */
	public static RunDefinition of(String name, @Nullable String runName, @Nullable String description,
			Map<String, ?> metadata, Dataset<?, ?> dataset, int repetitions, @Nullable String project) {
		return new RunDefinition(name, (runName != null) ? runName : name + " - " + Instant.now(), description,
				new LinkedHashMap<>(metadata), dataset, repetitions, StringUtils.hasText(project) ? project : null);
	}

	/**
	 * Two results of one id would be taken for one case.
	 */
	private static void checkIds(Dataset<?, ?> dataset) {
		Set<String> ids = new HashSet<>();
		List<? extends DatasetItem<?, ?>> items = dataset.items();
		for (int i = 0; i < items.size(); i++) {
			Assert.isTrue(ids.add(items.get(i).id()), "Two items of dataset '" + dataset.name()
					+ "' have the same id, one of them at position " + (i + 1)
					+ ": give each an id of its own with withId(…), and use repetitions(…) to run items several times");
		}
	}

	/**
	 * Returns the expected number of results of the run.
	 * @return the number of items times the number of repetitions
	 */
	public int size() {
		return this.dataset.items().size() * this.repetitions;
	}

	/**
	 * Shows the name only.
	 */
	@Override
	public String toString() {
		return "RunDefinition[" + this.runName + "]";
	}

}
