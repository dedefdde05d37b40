/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.score;

import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ScoreConfig}.
 */
class ScoreConfigTests {

	@Test
	void numberIsWithinTheBounds() {
		ScoreConfig both = config("NUMERIC", 0.0, 1.0);
		assertThat(both.objection(ScoreType.NUMERIC, 0.0, null)).isNull();
		assertThat(both.objection(ScoreType.NUMERIC, 1.0, null)).isNull();
		assertThat(both.objection(ScoreType.NUMERIC, null, null)).isNull();
		assertThat(both.objection(ScoreType.NUMERIC, -0.1, null))
			.isEqualTo("allows numbers from 0.0 to 1.0: the value is -0.1");
		assertThat(config("NUMERIC", null, 1.0).objection(ScoreType.NUMERIC, 1.1, null))
			.isEqualTo("allows numbers up to 1.0: the value is 1.1");
		assertThat(config("NUMERIC", 0.0, null).objection(ScoreType.NUMERIC, -1.0, null))
			.isEqualTo("allows numbers from 0.0: the value is -1.0");
		assertThat(config("NUMERIC", null, null).objection(ScoreType.NUMERIC, -1.0, null)).isNull();
	}

	@Test
	void typeIsThatOfTheConfig() {
		assertThat(config("BOOLEAN", 5.0, null).objection(ScoreType.BOOLEAN, 1.0, null)).isNull();
		assertThat(config("BOOLEAN", null, null).objection(ScoreType.NUMERIC, 1.0, null))
			.isEqualTo("is for BOOLEAN scores: this one is NUMERIC");
	}

	@Test
	void categoryIsOneOfTheConfig() {
		ScoreConfig config = new ScoreConfig("id", "CATEGORICAL", false, null, null, Set.of("good"));
		assertThat(config.objection(ScoreType.CATEGORICAL, null, "good")).isNull();
		assertThat(config.objection(ScoreType.CATEGORICAL, null, "secret"))
			.isEqualTo("allows the categories [good]: the category is another one");
		assertThat(config("CATEGORICAL", null, null).objection(ScoreType.CATEGORICAL, null, "any")).isNull();
	}

	@Test
	void configThatIsArchivedIsNotUsed() {
		ScoreConfig config = new ScoreConfig("id", "NUMERIC", true, null, null, Set.of());
		assertThat(config.objection(ScoreType.NUMERIC, 1.0, null)).startsWith("is archived");
	}

	@Test
	void configIsReadFromTheServer() {
		assertThat(ScoreConfig.read(JsonMapper.shared().readTree("""
				{"id":"c1","dataType":"NUMERIC","isArchived":true,"minValue":0,"maxValue":null,
				 "categories":[{"label":"good","value":1},{"label":"bad","value":0}]}""")))
			.isEqualTo(new ScoreConfig("c1", "NUMERIC", true, 0.0, null, Set.of("bad", "good")));
	}

	private static ScoreConfig config(String type, @Nullable Double min, @Nullable Double max) {
		return new ScoreConfig("id", type, false, min, max, Set.of());
	}

}
