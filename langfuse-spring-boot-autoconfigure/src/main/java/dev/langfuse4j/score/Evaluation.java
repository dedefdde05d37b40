/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.score;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.langfuse4j.observation.ScoreArguments;
import org.jspecify.annotations.Nullable;

/**
 * The result of an evaluator. If a method with {@code @ObserveEvaluator(score = "…")}
 * returns one, or several in a collection, they are recorded as scores. Immutable.
 *
 * <pre class="code">
 * return Evaluation.of(0.8).comment("misses the date").metadata("judge", "gpt-4o");
 * </pre>
 *
 * @since 0.1.0
 */
public final class Evaluation {

	private final Object value;

	private final @Nullable String name;

	private final @Nullable String comment;

	private final Map<String, Object> metadata;

	private Evaluation(Object value, @Nullable String name, @Nullable String comment, Map<String, Object> metadata) {
		this.value = value;
		this.name = name;
		this.comment = comment;
		this.metadata = metadata;
	}

	/**
	 * Creates a numeric evaluation.
	 * @param value the value
	 * @return the evaluation
	 * @throws IllegalArgumentException if the value is not finite
	 */
	public static Evaluation of(double value) {
		ScoreArguments.check("evaluation", value);
		return new Evaluation(value, null, null, Map.of());
	}

	/**
	 * Creates a boolean evaluation.
	 * @param value the value
	 * @return the evaluation
	 */
	public static Evaluation of(boolean value) {
		return new Evaluation(value, null, null, Map.of());
	}

	/**
	 * Creates a categorical evaluation.
	 * @param category the category
	 * @return the evaluation
	 * @throws IllegalArgumentException if the category is empty
	 */
	public static Evaluation of(String category) {
		ScoreArguments.check("evaluation", category);
		return new Evaluation(category, null, null, Map.of());
	}

	/**
	 * This evaluation with a name of its own, in place of that of the annotation.
	 * @param name the name of the score
	 * @return the evaluation
	 * @throws IllegalArgumentException if the name is empty
	 */
	public Evaluation name(String name) {
		ScoreArguments.checkName(name);
		return new Evaluation(this.value, name, this.comment, this.metadata);
	}

	/**
	 * This evaluation with a comment.
	 * @param comment the comment, {@code null} for none
	 * @return the evaluation
	 */
	public Evaluation comment(@Nullable String comment) {
		return new Evaluation(this.value, this.name, comment, this.metadata);
	}

	/**
	 * This evaluation with one more key of the metadata.
	 * @param key the key
	 * @param value any value: a text as it is, everything else as JSON. {@code null}
	 * changes nothing
	 * @return the evaluation
	 */
	public Evaluation metadata(String key, @Nullable Object value) {
		if (value == null) {
			return this;
		}
		Map<String, Object> more = new LinkedHashMap<>(this.metadata);
		more.put(key, value);
		return new Evaluation(this.value, this.name, this.comment, Collections.unmodifiableMap(more));
	}

	/**
	 * The value.
	 * @return a {@code Double}, a {@code Boolean} or a category
	 */
	public Object value() {
		return this.value;
	}

	/**
	 * The name of its own.
	 * @return the name, or {@code null} for that of the annotation
	 */
	public @Nullable String name() {
		return this.name;
	}

	/**
	 * The comment.
	 * @return the comment, or {@code null} without one
	 */
	public @Nullable String comment() {
		return this.comment;
	}

	/**
	 * The metadata.
	 * @return keys and values, an unmodifiable map
	 */
	public Map<String, Object> metadata() {
		return this.metadata;
	}

	/**
	 * Shows no content.
	 */
	@Override
	public String toString() {
		return "Evaluation[" + ((this.name != null) ? this.name : "") + "]";
	}

}
