/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.score;

import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A score config of a Langfuse project.
 *
 * @param id its id
 * @param type the type of the values it allows
 * @param archived whether no new score may follow it
 * @param min the smallest number, or {@code null} for any
 * @param max the largest number, or {@code null} for any
 * @param categories the categories
 */
record ScoreConfig(String id, String type, boolean archived, @Nullable Double min, @Nullable Double max,
		Set<String> categories) {

	static ScoreConfig read(JsonNode json) {
		Set<String> categories = new TreeSet<>();
		json.path("categories").forEach((category) -> categories.add(category.path("label").asString("")));
		return new ScoreConfig(json.path("id").asString(""), json.path("dataType").asString(""),
				json.path("isArchived").asBoolean(false), number(json.path("minValue")), number(json.path("maxValue")),
				categories);
	}

	private static @Nullable Double number(JsonNode json) {
		return json.isNumber() ? json.asDouble() : null;
	}

	/**
	 * Returns the reason why the server would drop a score, as the end of a sentence with
	 * the cure, or {@code null} if it would accept it.
	 */
	@Nullable String objection(ScoreType scoreType, @Nullable Double number, @Nullable String category) {
		if (this.archived) {
			return "is archived: restore it in Langfuse, or remove configName(…)";
		}
		if (!this.type.equals(scoreType.name())) {
			return "is for " + this.type + " scores: this one is " + scoreType.name();
		}
		if (scoreType == ScoreType.NUMERIC && number != null
				&& ((this.min != null && number < this.min) || (this.max != null && number > this.max))) {
			return "allows " + range() + ": the value is " + number;
		}
		if (scoreType == ScoreType.CATEGORICAL && !this.categories.isEmpty() && !this.categories.contains(category)) {
			return "allows the categories " + this.categories + ": the category is another one";
		}
		return null;
	}

	private String range() {
		if (this.max == null) {
			return "numbers from " + this.min;
		}
		return (this.min != null) ? "numbers from " + this.min + " to " + this.max : "numbers up to " + this.max;
	}

}
