/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.score;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.langfuse4j.capture.CapturedContent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ScoreData} and {@link ScoreTarget}.
 */
class ScoreDataTests {

	@Test
	void valueIsShownAsItWasGiven() {
		assertThat(score(ScoreType.NUMERIC, 3.0, null).value()).isEqualTo("3");
		assertThat(score(ScoreType.NUMERIC, -0.25, null).value()).isEqualTo("-0.25");
		assertThat(score(ScoreType.NUMERIC, 1e15, null).value()).isEqualTo("1.0E15");
		assertThat(score(ScoreType.BOOLEAN, 1.0, null).value()).isEqualTo("true");
		assertThat(score(ScoreType.BOOLEAN, 0.0, null).value()).isEqualTo("false");
		assertThat(score(ScoreType.CATEGORICAL, null, "good").value()).isEqualTo("good");
	}

	@Test
	void weightGrowsWithEachText() {
		int least = score(ScoreType.NUMERIC, 1.0, null).weight();
		assertThat(score(ScoreType.TEXT, null, "x".repeat(1_000)).weight()).isBetween(least + 1_000, least + 3_000);
		assertThat(new ScoreData("i".repeat(800), "default", "tone", ScoreType.NUMERIC, 1.0, null,
				ScoreTarget.trace("t".repeat(32), "o".repeat(16)), null, Map.of(), null, null, Instant.EPOCH)
			.weight()).isEqualTo(least + 798 + 31 + 16);
		Map<String, CapturedContent> metadata = new LinkedHashMap<>(
				Map.of("k".repeat(50), CapturedContent.text("v".repeat(1_000))));
		ScoreData all = new ScoreData("i".repeat(800), "p", "n", ScoreType.NUMERIC, 1.0, null,
				new ScoreTarget("t".repeat(32), "o".repeat(16), null, null), CapturedContent.text("c".repeat(500)),
				metadata, null, null, Instant.EPOCH);
		assertThat(all.weight()).isGreaterThan(least + 800 + 48 + 500 + 50 + 1_000);
		metadata.clear();
		assertThat(all.metadata()).as("a copy").hasSize(1);
		assertThat(all).hasToString("ScoreData[n NUMERIC " + "i".repeat(800) + "]");
	}

	@Test
	void keyIsThatOfTheScoredThing() {
		assertThat(ScoreTarget.trace("t", null).key()).isEqualTo("t");
		assertThat(ScoreTarget.trace("t", "o").key()).isEqualTo("t/o");
		assertThat(ScoreTarget.session("s").key()).isEqualTo("session:s");
		assertThat(ScoreTarget.datasetRun("r").key()).isEqualTo("run:r");
		assertThat(ScoreTarget.trace("tt", "o").length()).isEqualTo(3);
		assertThat(ScoreTarget.session("sss").length()).isEqualTo(3);
		assertThat(ScoreTarget.datasetRun("rr").length()).isEqualTo(2);
	}

	private static ScoreData score(ScoreType type, @Nullable Double number, @Nullable String text) {
		return new ScoreData("id", "default", "tone", type, number, (text != null) ? CapturedContent.text(text) : null,
				ScoreTarget.trace("t", null), null, Map.of(), null, null, Instant.EPOCH);
	}

}
