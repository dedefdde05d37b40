/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.langfuse4j.export.pipeline.DuplicateGuard.CallKey;
import dev.langfuse4j.export.pipeline.DuplicateGuard.Repetition;
import dev.langfuse4j.observation.ObservationData;
import org.jspecify.annotations.Nullable;

/**
 * The model calls of one trace, and their ancestors. Bounded, because a trace may
 * continue forever. Not thread-safe.
 */
final class TraceCalls {

	private static final int MAX_ENTRIES = 1_000;

	private final Map<CallKey, Ran> calls = bounded();

	/**
	 * The parents of observations that ended since the first model call: only they can be
	 * around it.
	 */
	private final Map<String, String> parents = bounded();

	private static <K, V> Map<K, V> bounded() {
		return new LinkedHashMap<>() {

			@Override
			protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
				return size() > MAX_ENTRIES;
			}

		};
	}

	int size() {
		return this.calls.size() + this.parents.size();
	}

	/**
	 * Adds a call.
	 * @return which call it repeats, or {@code null} if it repeats none
	 */
	@Nullable Repetition add(CallKey key, ObservationData observation) {
		Ran ran = this.calls.get(key);
		if (ran == null) {
			this.calls.put(key, new Ran(observation.id(), observation.parentId(), 1));
			return null;
		}
		if (isAround(observation.id(), ran)) {
			return null;
		}
		Ran again = new Ran(ran.first(), ran.parentId(), ran.count() + 1);
		this.calls.put(key, again);
		return new Repetition(again.first(), again.count());
	}

	/**
	 * Remembers an observation of the trace, of whatever type.
	 */
	void passed(ObservationData observation) {
		if (observation.parentId() != null) {
			this.parents.put(observation.id(), observation.parentId());
		}
	}

	/**
	 * Whether an observation is around a call that ran: a model that hands on to another
	 * one, and is observed itself, calls it once.
	 */
	private boolean isAround(String id, Ran ran) {
		String above = ran.parentId();
		for (int i = 0; above != null && i < MAX_ENTRIES; i++) {
			if (above.equals(id)) {
				return true;
			}
			above = this.parents.get(above);
		}
		return false;
	}

	/**
	 * A call that ran.
	 *
	 * @param first the id of the observation of the first time
	 * @param parentId what that was below
	 * @param count how often it ran
	 */
	private record Ran(String first, @Nullable String parentId, int count) {

	}

}
