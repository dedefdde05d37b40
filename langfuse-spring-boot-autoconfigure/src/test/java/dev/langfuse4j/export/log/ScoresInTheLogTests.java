/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.log;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.score.ScoreData;
import dev.langfuse4j.score.ScoreTarget;
import dev.langfuse4j.score.ScoreType;
import dev.langfuse4j.testing.Observations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Scores that are printed with their traces, or after them.
 */
@ExtendWith(OutputCaptureExtension.class)
class ScoresInTheLogTests {

	private final LogObservationExporter log = new LogObservationExporter();

	@Test
	void scoresAreInTheTreeOfTheirTrace(CapturedOutput output) {
		ObservationData match = Observations.named("match");
		String trace = match.trace().traceId();
		this.log.exportScores(List.of(score("a", "grounded", new ScoreTarget(trace, match.id(), null, null)),
				score("b", "csat", new ScoreTarget(trace, null, null, null))));
		assertThat(output).doesNotContain("grounded");
		this.log.export(List.of(match));
		assertThat(output).containsSubsequence("Trace " + trace + ", 1 observation\nscore  csat = 0.92, fine\nmatch [",
				"\n   score  grounded = 0.92, fine");
	}

	@Test
	void laterScoresAndThoseOfOtherThingsAreLinesOfTheirOwn(CapturedOutput output) {
		ObservationData match = Observations.named("match");
		String trace = match.trace().traceId();
		this.log.export(List.of(match));
		this.log.exportScores(List.of(score("a", "thumbs\nup", new ScoreTarget(trace, null, null, null)),
				score("b", "grounded", new ScoreTarget(trace, match.id(), null, null)),
				score("c", "tone", new ScoreTarget(null, null, "s1", null)),
				score("d", "accuracy", new ScoreTarget(null, null, null, "r1"))));
		assertThat(output).contains("Score thumbs\\nup = 0.92, fine of trace " + trace)
			.contains("Score grounded = 0.92, fine of trace " + trace + ", observation " + match.id())
			.contains("Score tone = 0.92, fine of session s1")
			.contains("Score accuracy = 0.92, fine of dataset run r1");
	}

	@Test
	void scoreWithTheSameIdReplacesTheOneBefore(CapturedOutput output) {
		ObservationData match = Observations.named("match");
		ScoreTarget target = new ScoreTarget(match.trace().traceId(), null, null, null);
		this.log.exportScores(List.of(score("a", "first", target), score("a", "second", target)));
		this.log.export(List.of(match));
		assertThat(output).contains("score  second").doesNotContain("first");
	}

	@Test
	void scoresOfTracesThatNeverComeAreBounded(CapturedOutput output) {
		for (int i = 0; i < 201; i++) {
			this.log.exportScores(List.of(score("s" + i, "n" + i, new ScoreTarget("t" + i, null, null, null))));
		}
		assertThat(output).contains("Score n0 = 0.92, fine of trace t0").doesNotContain("n1 =");
		for (int i = 0; i < 51; i++) {
			this.log.exportScores(List.of(score("m" + i, "many" + i, new ScoreTarget("t9", null, null, null))));
		}
		assertThat(output).contains("Score many50").contains("Score many49").doesNotContain("many48");
	}

	private static ScoreData score(String id, String name, ScoreTarget target) {
		return new ScoreData(id, "default", name, ScoreType.NUMERIC, 0.92, null, target, CapturedContent.text("fine"),
				Map.of(), null, null, Instant.EPOCH);
	}

}
