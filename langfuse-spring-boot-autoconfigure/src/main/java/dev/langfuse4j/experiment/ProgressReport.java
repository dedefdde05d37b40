/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.time.Duration;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.langfuse4j.logging.LogOnce;

/**
 * Counts the items that have ended and tells of them. Used by one thread.
 */
final class ProgressReport<O> {

	private static final LogOnce logger = LogOnce.shared(ExperimentProgress.class);

	private final RunDefinition definition;

	private final ExperimentProgress progress;

	private final long begun = System.nanoTime();

	private final Map<String, DoubleSummaryStatistics> scores = new LinkedHashMap<>();

	private int ended;

	private int completed;

	private ItemUsage.Sum usage = ItemUsage.Sum.UNKNOWN;

	ProgressReport(RunDefinition definition, ExperimentProgress progress) {
		this.definition = definition;
		this.progress = progress;
	}

	void ended(ItemResult<O> item) {
		this.ended++;
		this.completed += item.isCompleted() ? 1 : 0;
		this.usage = this.usage.and(item.usage());
		item.evaluations()
			.keySet()
			.forEach((name) -> item.score(name)
				.ifPresent((value) -> this.scores.computeIfAbsent(name, (key) -> new DoubleSummaryStatistics())
					.accept(value)));
		try {
			this.progress.update(update(item));
		}
		catch (RuntimeException ex) {
			logger.warn(this.progress.getClass(),
					() -> "The progress listener of an experiment failed: " + ex.getClass().getName());
		}
	}

	private ProgressUpdate update(ItemResult<O> item) {
		Map<String, Double> averages = new LinkedHashMap<>();
		this.scores.forEach((name, values) -> averages.put(name, values.getAverage()));
		Duration elapsed = Duration.ofNanos(System.nanoTime() - this.begun);
		int total = this.definition.size();
		Duration remaining = elapsed.multipliedBy(Math.max(0, total - this.ended)).dividedBy(this.ended);
		return new ProgressUpdate(this.definition.name(), this.ended, total, this.completed, averages, elapsed,
				remaining, this.usage.cost(), item);
	}

}
