/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import dev.langfuse4j.score.ScoreData;
import dev.langfuse4j.score.ScoreType;
import org.jspecify.annotations.Nullable;

/**
 * The latest scores of traces and their observations, which may arrive before their
 * targets. Bounded by their number and by the memory they take. Thread-safe.
 */
final class ScoreBook {

	private static final int MAX_SCORES = 10_000;

	/**
	 * The share of the console's memory that scores may take.
	 */
	private static final int PARTS = 16;

	private final long maxBytes;

	private final Map<String, ScoreData> scores = new LinkedHashMap<>();

	private final Map<TraceKey, Set<String>> ofTraces = new LinkedHashMap<>();

	private long bytes;

	ScoreBook(long maxBytes) {
		this.maxBytes = maxBytes / PARTS;
	}

	/**
	 * Takes scores. One with the same id replaces the one before.
	 * @return the traces that have scores now that they had not before
	 */
	synchronized Set<TraceKey> add(List<ScoreData> more) {
		Set<TraceKey> changed = new LinkedHashSet<>();
		for (ScoreData score : more) {
			TraceKey trace = trace(score);
			if (trace != null) {
				remove(score.id());
				this.scores.put(score.id(), score);
				this.bytes += score.weight();
				this.ofTraces.computeIfAbsent(trace, (key) -> new LinkedHashSet<>()).add(score.id());
				changed.add(trace);
			}
		}
		while (this.scores.size() > MAX_SCORES || this.bytes > this.maxBytes) {
			Iterator<String> oldest = this.scores.keySet().iterator();
			remove(oldest.next());
		}
		return changed;
	}

	private void remove(String id) {
		ScoreData score = this.scores.remove(id);
		TraceKey trace = (score != null) ? trace(score) : null;
		if (score == null || trace == null) {
			return;
		}
		this.bytes -= score.weight();
		Set<String> others = this.ofTraces.get(trace);
		if (others != null && others.remove(id) && others.isEmpty()) {
			this.ofTraces.remove(trace);
		}
	}

	private static @Nullable TraceKey trace(ScoreData score) {
		String trace = score.target().traceId();
		return (trace != null) ? new TraceKey(score.project(), trace) : null;
	}

	/**
	 * The scores of a trace itself, or of one of its observations.
	 * @param observation the id of the observation, or {@code null} for the trace
	 */
	synchronized List<Map<String, Object>> find(TraceKey trace, @Nullable String observation) {
		List<Map<String, Object>> found = new ArrayList<>();
		for (String id : this.ofTraces.getOrDefault(trace, Set.of())) {
			ScoreData score = this.scores.get(id);
			if (score != null && Objects.equals(score.target().observationId(), observation)) {
				found.add(json(score));
			}
		}
		return found;
	}

	private static Map<String, Object> json(ScoreData score) {
		Json json = new Json().put("name", score.name())
			.putAlways("value", value(score))
			.put("type", score.type().name());
		return json.put("comment", score.comment()).values();
	}

	private static Object value(ScoreData score) {
		Double number = score.number();
		if (number == null) {
			return score.value();
		}
		return (score.type() == ScoreType.BOOLEAN) ? (Object) (number != 0) : number;
	}

}
