/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.time.Duration;
import java.util.List;

/**
 * Sums up how long the tasks of the completed items took.
 *
 * @param p50 the median
 * @param p95 the time that 95 percent of the items took at most
 * @param max the longest time
 * @since 0.1.0
 */
public record Latency(Duration p50, Duration p95, Duration max) {

	static Latency of(List<? extends ItemResult<?>> items) {
		List<Duration> sorted = items.stream()
			.filter(ItemResult::isCompleted)
			.map(ItemResult::latency)
			.sorted()
			.toList();
		return new Latency(percentile(sorted, 50), percentile(sorted, 95), percentile(sorted, 100));
	}

	private static Duration percentile(List<Duration> sorted, int percent) {
		if (sorted.isEmpty()) {
			return Duration.ZERO;
		}
		int rank = (sorted.size() * percent + 99) / 100;
		return sorted.get(Math.max(rank, 1) - 1);
	}

}
