/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.log;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.langfuse4j.score.ScoreData;

/**
 * Scores that wait for their trace to be printed. Bounded. Not thread-safe.
 */
final class TraceScores {

	/**
	 * Maximum number of traces to keep scores for, and of printed traces to remember.
	 */
	private static final int MAX_TRACES = 200;

	/**
	 * Maximum number of scores of a trace to keep.
	 */
	private static final int MAX_SCORES = 50;

	private final Map<String, List<ScoreData>> waiting = new LinkedHashMap<>();

	private final Set<String> printed = new LinkedHashSet<>();

	/**
	 * Keeps scores of traces that have not been printed yet.
	 * @return the scores that do not wait: those of other traces, of targets other than
	 * traces, and those without room
	 */
	List<ScoreData> add(Collection<ScoreData> scores) {
		List<ScoreData> others = new ArrayList<>();
		for (ScoreData score : scores) {
			String trace = score.target().traceId();
			if (trace == null || this.printed.contains(trace) || !keep(trace, score)) {
				others.add(score);
			}
		}
		while (this.waiting.size() > MAX_TRACES) {
			List<ScoreData> oldest = this.waiting.remove(this.waiting.keySet().iterator().next());
			others.addAll((oldest != null) ? oldest : List.of());
		}
		return others;
	}

	private boolean keep(String trace, ScoreData score) {
		List<ScoreData> scores = this.waiting.computeIfAbsent(trace, (id) -> new ArrayList<>());
		scores.removeIf((other) -> other.id().equals(score.id()));
		return scores.size() < MAX_SCORES && scores.add(score);
	}

	/**
	 * Returns the scores of a trace and its observations, now that it is printed.
	 */
	List<ScoreData> take(String trace) {
		this.printed.add(trace);
		if (this.printed.size() > MAX_TRACES) {
			this.printed.remove(this.printed.iterator().next());
		}
		List<ScoreData> scores = this.waiting.remove(trace);
		return (scores != null) ? Collections.unmodifiableList(scores) : List.of();
	}

}
