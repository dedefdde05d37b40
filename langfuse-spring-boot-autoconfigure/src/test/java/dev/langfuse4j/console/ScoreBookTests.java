/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.score.ScoreData;
import dev.langfuse4j.score.ScoreTarget;
import dev.langfuse4j.score.ScoreType;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The console keeps the latest scores of traces, observations and sessions.
 */
class ScoreBookTests {

	private static final TraceKey TRACE = new TraceKey("default", "t");

	private final ScoreBook book = new ScoreBook(1 << 20);

	@Test
	void scoreAgainReplacesTheFirst() {
		assertThat(this.book.add(List.of(score("1", "t", null, 1, "before")))).containsExactly(TRACE);
		this.book.add(List.of(score("1", "t", null, 0, "after"), score("2", "t", "o", 0.5, null)));
		assertThat(this.book.find(TRACE, null))
			.containsExactly(Map.of("name", "helpful", "value", 0.0, "type", "NUMERIC", "comment", "after"));
		assertThat(this.book.find(TRACE, "o")).hasSize(1);
		assertThat(this.book.find(TRACE, "other")).isEmpty();
		assertThat(this.book.find(new TraceKey("other", "t"), null)).isEmpty();
	}

	@Test
	void scoresOfSessionsAreNotOfTraces() {
		ScoreData session = new ScoreData("1", "default", "csat", ScoreType.NUMERIC, 5.0, null,
				new ScoreTarget(null, null, "s", null), null, Map.of(), null, null, Instant.EPOCH);
		assertThat(this.book.add(List.of(session))).isEmpty();
	}

	@Test
	void numberAndMemoryAreBounded() {
		for (int i = 0; i < 20_000; i++) {
			this.book.add(List.of(score("s" + i, "t" + i, null, 1, "x".repeat(100))));
		}
		int kept = 0;
		for (int i = 0; i < 20_000; i++) {
			kept += this.book.find(new TraceKey("default", "t" + i), null).size();
		}
		assertThat(kept).isBetween(10, (1 << 20) / 16 / 400);
		assertThat(this.book.find(new TraceKey("default", "t19999"), null)).hasSize(1);
		// Larger than all that may be kept
		this.book.add(List.of(score("large", "t", null, 1, "x".repeat(100_000))));
		assertThat(this.book.find(TRACE, null)).isEmpty();
	}

	private static ScoreData score(String id, String trace, String observation, double value, String comment) {
		return new ScoreData(id, "default", "helpful", ScoreType.NUMERIC, value, null,
				new ScoreTarget(trace, observation, null, null),
				(comment != null) ? CapturedContent.text(comment) : null, Map.of(), null, null, Instant.EPOCH);
	}

}
