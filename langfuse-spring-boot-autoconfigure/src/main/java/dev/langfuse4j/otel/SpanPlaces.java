/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.otel;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * The places of open spans, by their IDs. Bounded, because a span may never end.
 */
final class SpanPlaces {

	private static final int MAX_SIZE = 10_000;

	private final Map<String, SpanPlace> places = new ConcurrentHashMap<>();

	boolean isEmpty() {
		return this.places.isEmpty();
	}

	@Nullable SpanPlace find(String spanId) {
		return this.places.get(spanId);
	}

	void put(String spanId, SpanPlace place) {
		if (this.places.size() < MAX_SIZE) {
			this.places.put(spanId, place);
		}
	}

	@Nullable SpanPlace remove(String spanId) {
		SpanPlace removed = this.places.remove(spanId);
		if (removed != null && !removed.isOwn()) {
			removed.release();
		}
		return removed;
	}

}
