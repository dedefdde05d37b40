/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.observation.ObservationData;
import org.jspecify.annotations.Nullable;

/**
 * The model calls of a trace that are marked as repeated. Inputs are not compared here,
 * because different inputs may look the same after masking.
 */
final class Duplicates {

	private static final String MARK = "duplicate_of";

	private final Map<String, Integer> counts = new HashMap<>();

	Duplicates(List<ObservationData> observations) {
		for (ObservationData observation : observations) {
			String first = firstOf(observation);
			if (first != null) {
				this.counts.merge(first, 2, (count, two) -> count + 1);
			}
		}
	}

	/**
	 * The id of the call that an observation repeats.
	 */
	static @Nullable String firstOf(ObservationData observation) {
		CapturedContent mark = (observation.modelCall().model() != null) ? observation.metadata().get(MARK) : null;
		return (mark != null) ? mark.asText() : null;
	}

	/**
	 * Returns how often the first call of its kind was made, or 0 for any other call.
	 */
	int count(String id) {
		return this.counts.getOrDefault(id, 0);
	}

}
