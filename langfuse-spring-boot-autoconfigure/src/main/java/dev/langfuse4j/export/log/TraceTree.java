/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.log;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.export.Duplicates;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.logging.Escape;
import dev.langfuse4j.observation.ModelCall;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationLevel;
import dev.langfuse4j.observation.ProjectName;
import dev.langfuse4j.observation.TraceAttributes;
import dev.langfuse4j.score.ScoreData;
import dev.langfuse4j.score.ScoreTarget;
import org.jspecify.annotations.Nullable;

/**
 * Draws the observations of a trace, for the log or the failure of a test. All text in it
 * is escaped and cut.
 *
 * @since 0.1.0
 */
@Internal
public final class TraceTree {

	private static final int MAX_CONTENT = 160;

	private static final int MAX_NAME = 80;

	private static final String SCORE = "score  ";

	private static final int MAX_LEVELS = 50;

	private static final Comparator<ObservationData> BY_START = Comparator.comparingLong(ObservationData::startTime);

	/**
	 * Creates the drawing of trees.
	 */
	public TraceTree() {
	}

	/**
	 * Draws a trace.
	 * @param traceId the id of the trace
	 * @param observations its observations, in any order
	 * @return several lines
	 */
	public String draw(String traceId, List<ObservationData> observations) {
		return draw(traceId, observations, List.of());
	}

	/**
	 * Draws a trace with its scores.
	 * @param traceId the id of the trace
	 * @param observations its observations, in any order
	 * @param scores scores of the trace and of its observations
	 * @return several lines
	 */
	String draw(String traceId, List<ObservationData> observations, List<ScoreData> scores) {
		Map<String, List<ObservationData>> children = new HashMap<>();
		Map<String, List<ObservationData>> duplicates = duplicates(observations);
		List<ObservationData> tops = new ArrayList<>();
		Set<String> known = new HashSet<>();
		observations.forEach((observation) -> known.add(observation.id()));
		for (ObservationData observation : observations) {
			if (observation.parentId() != null && known.contains(observation.parentId())) {
				children.computeIfAbsent(observation.parentId(), (id) -> new ArrayList<>()).add(observation);
			}
			else {
				tops.add(observation);
			}
		}
		StringBuilder text = new StringBuilder("Trace ").append(traceId)
			.append(", ")
			.append(observations.size())
			.append((observations.size() == 1) ? " observation" : " observations")
			.append(project(observations));
		Map<String, List<ScoreData>> scored = new HashMap<>();
		for (ScoreData score : scores) {
			String observation = score.target().observationId();
			if (observation != null && known.contains(observation)) {
				scored.computeIfAbsent(observation, (id) -> new ArrayList<>()).add(score);
			}
			else {
				text.append("\n").append(SCORE).append(value(score));
			}
		}
		tops.sort(BY_START);
		tops.forEach(
				(top) -> draw(text, top, new Branches(children, duplicates, scored), TraceAttributes.NONE, "", "", 0));
		return text.toString();
	}

	/**
	 * Describes a score whose trace was drawn before, or which does not belong to a
	 * trace.
	 */
	static String line(ScoreData score) {
		ScoreTarget target = score.target();
		StringBuilder text = new StringBuilder("Score ").append(value(score)).append(" of ");
		if (target.traceId() != null) {
			text.append("trace ").append(Escape.line(target.traceId(), MAX_NAME));
			if (target.observationId() != null) {
				text.append(", observation ").append(Escape.line(target.observationId(), MAX_NAME));
			}
		}
		else if (target.sessionId() != null) {
			text.append("session ").append(Escape.line(target.sessionId(), MAX_NAME));
		}
		else {
			text.append("dataset run ").append(Escape.line(target.datasetRunId(), MAX_NAME));
		}
		return text.toString();
	}

	private static String value(ScoreData score) {
		String comment = (score.comment() != null) ? ", " + Escape.line(score.comment().asText(), MAX_CONTENT) : "";
		return Escape.line(score.name(), MAX_NAME) + " = " + Escape.line(score.value(), MAX_CONTENT) + comment;
	}

	private static String project(List<ObservationData> observations) {
		String project = observations.get(0).trace().project();
		return (project != null) ? new ProjectName(Escape.line(project, MAX_NAME)).mention(", project ", "") : "";
	}

	/**
	 * The model calls that ran before, by the id of the first one.
	 */
	private static Map<String, List<ObservationData>> duplicates(List<ObservationData> observations) {
		Map<String, List<ObservationData>> duplicates = new HashMap<>();
		for (ObservationData observation : observations) {
			CapturedContent first = observation.metadata().get(Duplicates.OF);
			if (first != null) {
				duplicates.computeIfAbsent(first.asText(), (id) -> new ArrayList<>()).add(observation);
			}
		}
		return duplicates;
	}

	private void draw(StringBuilder text, ObservationData observation, Branches branches, TraceAttributes above,
			String branch, String indent, int level) {
		text.append('\n')
			.append(branch)
			.append(headline(observation))
			.append(wasted(branches.duplicates().get(observation.id())))
			.append(trace(observation.attributes(), above));
		List<ObservationData> below = (level < MAX_LEVELS)
				? branches.children().getOrDefault(observation.id(), List.of()) : List.of();
		String gutter = indent + (below.isEmpty() ? "   " : "│  ");
		line(text, gutter, "input ", observation.input());
		line(text, gutter, "output", observation.output());
		observation.metadata().forEach((key, value) -> line(text, gutter, Escape.line(key, MAX_NAME) + " =", value));
		branches.scores()
			.getOrDefault(observation.id(), List.of())
			.forEach((score) -> text.append('\n').append(gutter).append(SCORE).append(value(score)));
		List<ObservationData> sorted = new ArrayList<>(below);
		sorted.sort(BY_START);
		for (int i = 0; i < sorted.size(); i++) {
			boolean last = i == sorted.size() - 1;
			draw(text, sorted.get(i), branches, observation.attributes(), indent + (last ? "└─ " : "├─ "),
					indent + (last ? "   " : "│  "), level + 1);
		}
	}

	private static String wasted(@Nullable List<ObservationData> duplicates) {
		if (duplicates == null) {
			return "";
		}
		long tokens = duplicates.stream().mapToLong(Duplicates::tokens).sum();
		return ", ×" + (duplicates.size() + 1) + ", " + duplicates.size() + " of them wasted"
				+ ((tokens > 0) ? ", " + tokens + " tokens" : "");
	}

	private static String headline(ObservationData observation) {
		StringBuilder line = new StringBuilder(Escape.line(observation.name(), MAX_NAME));
		line.append(" [").append(observation.type().value()).append("] ");
		line.append(String.format(Locale.ROOT, "%.1f ms", (observation.endTime() - observation.startTime()) / 1e6));
		ModelCall call = observation.modelCall();
		if (call.model() != null) {
			line.append(", ").append(Escape.line(call.model(), MAX_NAME));
		}
		if (call.usage() != null && !call.usage().amounts().isEmpty()) {
			line.append(", tokens ").append(call.usage().amounts());
		}
		if (observation.level() != ObservationLevel.DEFAULT || observation.statusMessage() != null) {
			line.append(", ")
				.append(observation.level())
				.append(' ')
				.append(Escape.line(observation.statusMessage(), MAX_CONTENT));
		}
		return line.toString();
	}

	/**
	 * Returns the attributes of the trace that differ from those of the observation
	 * above.
	 */
	private static String trace(TraceAttributes attributes, TraceAttributes above) {
		StringBuilder text = new StringBuilder();
		if (attributes.userId() != null && !attributes.userId().equals(above.userId())) {
			text.append(", user ").append(Escape.line(attributes.userId(), MAX_NAME));
		}
		if (attributes.session() != null && !attributes.session().equals(above.session())) {
			text.append(", session ").append(Escape.line(attributes.session(), MAX_NAME));
		}
		if (!attributes.tags().isEmpty() && !attributes.tags().equals(above.tags())) {
			text.append(", tags ").append(Escape.line(String.join(" ", attributes.tags()), MAX_CONTENT));
		}
		return text.toString();
	}

	private static void line(StringBuilder text, String gutter, String label, @Nullable CapturedContent content) {
		if (content != null) {
			text.append('\n')
				.append(gutter)
				.append(label)
				.append(' ')
				.append(Escape.line(content.asText(), MAX_CONTENT));
		}
	}

	/**
	 * The children and scores to draw with an observation.
	 *
	 * @param children the observations below one, by its id
	 * @param duplicates the calls that repeat one, by its id
	 * @param scores the scores of one, by its id
	 */
	private record Branches(Map<String, List<ObservationData>> children, Map<String, List<ObservationData>> duplicates,
			Map<String, List<ScoreData>> scores) {

	}

}
