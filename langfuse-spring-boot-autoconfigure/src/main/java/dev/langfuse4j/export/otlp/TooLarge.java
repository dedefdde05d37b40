/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.otlp;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.observation.ObservationData;
import org.jspecify.annotations.Nullable;

/**
 * Makes an observation smaller that a server found too large: all fields are cut to a
 * quarter of the largest, with a marker.
 */
final class TooLarge {

	/**
	 * A field shorter than this is not worth cutting.
	 */
	static final int SMALL = 1_000;

	/**
	 * Fraction of the largest field to keep.
	 */
	static final int PARTS = 4;

	private TooLarge() {
	}

	/**
	 * Cuts fields that are longer than a quarter of the largest one. Each cut makes the
	 * observation shorter, so this terminates.
	 * @return the smaller observation, or {@code null} if no field is large enough to cut
	 */
	static @Nullable ObservationData trim(ObservationData observation) {
		int largest = Math.max(length(observation.input()), length(observation.output()));
		for (CapturedContent value : observation.metadata().values()) {
			largest = Math.max(largest, length(value));
		}
		if (largest < SMALL) {
			return null;
		}
		int limit = largest / PARTS;
		Map<String, CapturedContent> metadata = new LinkedHashMap<>(observation.metadata());
		metadata.replaceAll((key, value) -> value.truncate(limit));
		return observation.withContent(trim(observation.input(), limit), trim(observation.output(), limit), metadata);
	}

	private static @Nullable CapturedContent trim(@Nullable CapturedContent content, int limit) {
		return (content != null) ? content.truncate(limit) : null;
	}

	/**
	 * Measures the written length, because the length of a content is an estimate.
	 */
	private static int length(@Nullable CapturedContent content) {
		return (content != null) ? content.asText().length() : 0;
	}

}
