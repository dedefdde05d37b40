/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationLevel;
import org.jspecify.annotations.Nullable;

/**
 * Sessions as objects of answers.
 */
final class SessionJson {

	private static final Comparator<TraceReading> BY_START = Comparator.comparingLong(TraceReading::start);

	private final TraceJson traces;

	SessionJson(TraceJson traces) {
		this.traces = traces;
	}

	/**
	 * All sessions, those that were active last first.
	 */
	List<Map<String, Object>> all(List<TraceReading> traces) {
		Map<TraceKey, List<TraceReading>> sessions = new LinkedHashMap<>();
		for (TraceReading trace : traces) {
			String session = trace.session();
			if (session != null) {
				sessions
					.computeIfAbsent(new TraceKey(trace.trace().key().project(), session), (key) -> new ArrayList<>())
					.add(trace);
			}
		}
		List<Map.Entry<TraceKey, List<TraceReading>>> entries = new ArrayList<>(sessions.entrySet());
		entries.sort(Comparator.comparingLong((entry) -> -end(entry.getValue())));
		return entries.stream().map((entry) -> session(entry.getKey(), entry.getValue()).values()).toList();
	}

	/**
	 * Writes one session with its turns.
	 */
	@Nullable Json one(String id, String project, List<TraceReading> traces) {
		List<TraceReading> members = traces.stream()
			.filter((trace) -> id.equals(trace.session()) && project.equals(trace.trace().key().project()))
			.toList();
		if (members.isEmpty()) {
			return null;
		}
		return session(new TraceKey(project, id), members).put("turns",
				members.stream().sorted(BY_START).map(this::turn).toList());
	}

	private Json session(TraceKey key, List<TraceReading> members) {
		List<TraceReading> traces = new ArrayList<>(members);
		traces.sort(BY_START);
		Tokens tokens = null;
		Cost cost = null;
		ObservationLevel level = ObservationLevel.DEFAULT;
		Set<String> users = new TreeSet<>();
		for (TraceReading trace : traces) {
			tokens = Tokens.sum(tokens, trace.tokens());
			cost = Cost.sum(cost, trace.cost());
			level = (trace.level().compareTo(level) > 0) ? trace.level() : level;
			String user = trace.user();
			if (user != null) {
				users.add(user);
			}
		}
		Json json = key.json()
			.put("traceCount", traces.size())
			.put("start", Json.time(traces.get(0).start()))
			.put("end", Json.time(end(traces)))
			.put("users", users)
			.put("level", level.name())
			.put("tokens", Tokens.json(tokens));
		if (cost != null) {
			json.put("cost", cost.rounded()).put("estimatedCost", cost.estimated());
		}
		return json.put("preview", traces.get(0).preview());
	}

	private Map<String, Object> turn(TraceReading trace) {
		ObservationData root = trace.root();
		CapturedContent input = (root != null) ? root.input() : null;
		CapturedContent output = (root != null) ? root.output() : null;
		return new Json().put("trace", this.traces.summary(trace)).put("input", input).put("output", output).values();
	}

	private static long end(List<TraceReading> traces) {
		return traces.stream().mapToLong(TraceReading::end).max().orElse(0);
	}

}
