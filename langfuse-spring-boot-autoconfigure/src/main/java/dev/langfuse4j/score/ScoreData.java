/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.score;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.langfuse4j.capture.CapturedContent;
import org.jspecify.annotations.Nullable;

/**
 * A score as it leaves the application. Immutable.
 *
 * @param id the id
 * @param project the name of the project it goes to
 * @param name the name
 * @param type the type of its value
 * @param number the value of a numeric score, 1 or 0 for a boolean one, otherwise
 * {@code null}
 * @param text the category, the text or the correction, otherwise {@code null}
 * @param target the target
 * @param comment the reason for the score, or {@code null}
 * @param metadata the metadata
 * @param environment the environment, or {@code null} for that of the application
 * @param config the score config it follows, or {@code null}
 * @param timestamp when it was given
 * @since 0.1.0
 */
public record ScoreData(String id, String project, String name, ScoreType type, @Nullable Double number,
		@Nullable CapturedContent text, ScoreTarget target, @Nullable CapturedContent comment,
		Map<String, CapturedContent> metadata, @Nullable String environment, @Nullable ScoreConfigRef config,
		Instant timestamp) {

	/**
	 * The memory of an instance beside its texts, in bytes.
	 */
	private static final int FIXED_WEIGHT = 300;

	/**
	 * The memory of a key of the metadata beside its texts, in bytes.
	 */
	private static final int ENTRY_WEIGHT = 100;

	/**
	 * Creates a score.
	 */
	public ScoreData {
		metadata = metadata.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
	}

	/**
	 * About how many bytes of memory it takes.
	 * @return the bytes
	 */
	public int weight() {
		long weight = (long) FIXED_WEIGHT + this.id.length() + this.name.length() + this.target.length()
				+ weight(this.text) + weight(this.comment);
		for (Map.Entry<String, CapturedContent> entry : this.metadata.entrySet()) {
			weight += ENTRY_WEIGHT + entry.getKey().length() + weight(entry.getValue());
		}
		return (int) Math.min(Integer.MAX_VALUE, weight);
	}

	private static int weight(@Nullable CapturedContent content) {
		return (content != null) ? content.weight() : 0;
	}

	/**
	 * The value for people: a number, {@code true} or {@code false}, or a text.
	 * @return the value
	 */
	public String value() {
		if (this.text != null) {
			return this.text.asText();
		}
		double value = (this.number != null) ? this.number : 0;
		if (this.type == ScoreType.BOOLEAN) {
			return String.valueOf(value != 0);
		}
		return (value == Math.rint(value) && Math.abs(value) < 1e15) ? Long.toString((long) value)
				: Double.toString(value);
	}

	/**
	 * Names the score only: content does not belong in a log.
	 */
	@Override
	public String toString() {
		return "ScoreData[" + this.name + " " + this.type + " " + this.id + "]";
	}

}
