/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.TraceAttributes;

/**
 * Traces as objects of answers.
 */
final class TraceJson {

	private final ConsoleApplication application;

	private final ScoreBook scores;

	TraceJson(ConsoleApplication application, ScoreBook scores) {
		this.application = application;
		this.scores = scores;
	}

	Json summary(TraceReading trace) {
		KeptTrace kept = trace.trace();
		Json json = new Json().put("id", kept.key().id())
			.put("project", kept.key().project())
			.put("name", trace.name())
			.put("type", trace.type())
			.put("start", Json.time(trace.start()))
			.put("durationMs", Json.millis(trace.end() - trace.start()))
			.put("running", trace.isRunning())
			.put("level", trace.level().name())
			.put("errors", (trace.errors() > 0) ? trace.errors() : null)
			.put("warnings", (trace.warnings() > 0) ? trace.warnings() : null)
			.put("observationCount", trace.observations().size())
			.put("omitted", (kept.omitted() > 0) ? kept.omitted() : null)
			.put("models", trace.models())
			.put("tokens", Tokens.json(trace.tokens()));
		if (trace.cost() != null) {
			json.put("cost", trace.cost().rounded()).put("estimatedCost", trace.cost().estimated());
		}
		return json.put("user", trace.user())
			.put("session", trace.session())
			.put("tags", trace.tags())
			.put("environment", environment(trace))
			.put("duplicates", trace.waste().json())
			.put("preview", trace.preview())
			.put("withoutContent", kept.isWithoutContent())
			.put("scores", this.scores.find(kept.key(), null));
	}

	private String environment(TraceReading trace) {
		String own = trace.environment();
		own = (own != null) ? own : this.application.resource().environment();
		return (own != null) ? own : "default";
	}

	Json whole(TraceReading trace, Set<String> projects) {
		TraceKey key = trace.trace().key();
		Set<String> others = new TreeSet<>(projects);
		others.remove(key.project());
		Json json = summary(trace);
		ObservationData root = trace.root();
		TraceAttributes attributes = (root != null) ? root.attributes() : TraceAttributes.NONE;
		json.put("metadata", attributes.metadata())
			.put("version", attributes.version())
			.put("release", this.application.resource().release())
			.put("langfuseUrl", this.application.links().trace(key.project(), key.id()))
			.put("otherProjects", others);
		List<Map<String, Object>> observations = new ArrayList<>();
		if (trace.runningRoot() != null) {
			observations.add(placeholder(trace, trace.runningRoot()));
		}
		for (ObservationReading each : trace.observations()) {
			observations.add(each.json(trace.start()).put("scores", this.scores.find(key, each.data().id())).values());
		}
		return json.put("observations", observations);
	}

	/**
	 * Stands for the root while that runs.
	 */
	private static Map<String, Object> placeholder(TraceReading trace, String id) {
		return new Json().put("id", id)
			.put("name", trace.name())
			.put("type", trace.type())
			.put("level", "DEFAULT")
			.put("start", Json.time(trace.start()))
			.put("offsetMs", 0.0)
			.put("running", true)
			.values();
	}

}
