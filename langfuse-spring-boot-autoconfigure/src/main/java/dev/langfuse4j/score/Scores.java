/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.score;

import java.time.Instant;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.capture.WellFormed;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.TraceState;
import dev.langfuse4j.trace.ScoredPlace;
import dev.langfuse4j.trace.ScoredValue;
import org.jspecify.annotations.Nullable;

/**
 * Makes the scores that live handles are asked for.
 *
 * @since 0.1.0
 */
@Internal
public final class Scores {

	private Scores() {
	}

	/**
	 * Hands over a score of an observation or of its trace, unless that is not recorded.
	 * @param sink where scores go
	 * @param place what is scored
	 * @param score the score
	 */
	public static void send(ScoreSink sink, ScoredPlace place, ScoredValue score) {
		if (!isRecorded(sink, place.trace())) {
			return;
		}
		Object value = score.value();
		sink.acceptScore(new ScoreData(ScoreRules.randomId(), projectOf(place.trace()), WellFormed.of(score.name()),
				typeOf(value), number(value),
				(value instanceof String category) ? CapturedContent.text(category) : null,
				ScoreTarget.trace(place.trace().traceId(), place.observationId()), score.comment(), score.metadata(),
				place.environment(), null, Instant.now()));
	}

	/**
	 * Whether the scores of a trace are sent. What it would lose for want of a project is
	 * counted.
	 */
	static boolean isRecorded(ScoreSink sink, TraceState trace) {
		if (trace.isUnrouted() && sink.takesScores()) {
			sink.unroutedScore();
		}
		return trace.isSampled() && sink.takesScores();
	}

	static String projectOf(TraceState trace) {
		return (trace.project() != null) ? trace.project() : "";
	}

	private static ScoreType typeOf(Object value) {
		if (value instanceof Boolean) {
			return ScoreType.BOOLEAN;
		}
		return (value instanceof String) ? ScoreType.CATEGORICAL : ScoreType.NUMERIC;
	}

	private static @Nullable Double number(Object value) {
		if (value instanceof Boolean flag) {
			return flag ? 1.0 : 0.0;
		}
		return (value instanceof Double number) ? number : null;
	}

}
