/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

import dev.langfuse4j.dataset.DatasetItem;
import dev.langfuse4j.score.Evaluation;
import org.jspecify.annotations.Nullable;

/**
 * The result of one item of a dataset in one repetition. Immutable.
 *
 * @param <O> the type of output
 * @since 0.1.0
 */
public final class ItemResult<O> {

	private final DatasetItem<?, ?> item;

	private final int repetition;

	private final ItemStatus status;

	private final @Nullable O output;

	private final @Nullable Throwable error;

	private final Map<String, Evaluation> evaluations;

	private final Map<String, Throwable> evaluationErrors;

	private final Duration latency;

	private final ItemUsage.Sum usage;

	private final @Nullable String traceId;

	ItemResult(DatasetItem<?, ?> item, int repetition, ItemStatus status, @Nullable O output, @Nullable Throwable error,
			Map<String, Evaluation> evaluations, Map<String, Throwable> evaluationErrors, Duration latency,
			ItemUsage.Sum usage, @Nullable String traceId) {
		this.item = item;
		this.repetition = repetition;
		this.status = status;
		this.output = output;
		this.error = error;
		this.evaluations = Collections.unmodifiableMap(new LinkedHashMap<>(evaluations));
		this.evaluationErrors = Collections.unmodifiableMap(new LinkedHashMap<>(evaluationErrors));
		this.latency = latency;
		this.usage = usage;
		this.traceId = traceId;
	}

	static <O> ItemResult<O> missing(DatasetItem<?, ?> item, int repetition) {
		return new ItemResult<>(item, repetition, ItemStatus.MISSING, null, null, Map.of(), Map.of(), Duration.ZERO,
				ItemUsage.Sum.UNKNOWN, null);
	}

	/**
	 * The item of the dataset.
	 * @return the item
	 */
	public DatasetItem<?, ?> item() {
		return this.item;
	}

	/**
	 * The repetition.
	 * @return the number of the repetition, from 1
	 */
	public int repetition() {
		return this.repetition;
	}

	/**
	 * Returns the status of the item.
	 * @return the status
	 */
	public ItemStatus status() {
		return this.status;
	}

	/**
	 * Whether the task returned an output, whatever the evaluators say of it.
	 * @return whether the item completed
	 */
	public boolean isCompleted() {
		return this.status == ItemStatus.COMPLETED;
	}

	/**
	 * The output of the task.
	 * @return the output, {@code null} if the task returned that, or the item did not
	 * complete
	 */
	public @Nullable O output() {
		return this.output;
	}

	/**
	 * The exception that the task threw.
	 * @return the exception, or {@code null} without one
	 */
	public @Nullable Throwable error() {
		return this.error;
	}

	/**
	 * The scores.
	 * @return the scores by name, an unmodifiable map
	 */
	public Map<String, Evaluation> evaluations() {
		return this.evaluations;
	}

	/**
	 * The evaluators that gave no usable score.
	 * @return the exceptions by the name of the evaluator, an unmodifiable map
	 */
	public Map<String, Throwable> evaluationErrors() {
		return this.evaluationErrors;
	}

	/**
	 * A score as a number, {@code true} as 1 and {@code false} as 0.
	 * @param name the name of the score
	 * @return the number; empty if the item did not complete, has no such score, or the
	 * score is a category
	 */
	public OptionalDouble score(String name) {
		Evaluation evaluation = isCompleted() ? this.evaluations.get(name) : null;
		Object value = (evaluation != null) ? evaluation.value() : null;
		if (value instanceof Boolean flag) {
			return OptionalDouble.of(flag ? 1 : 0);
		}
		return (value instanceof Number number) ? OptionalDouble.of(number.doubleValue()) : OptionalDouble.empty();
	}

	/**
	 * The time that the task took.
	 * @return the time, zero if the task never ran
	 */
	public Duration latency() {
		return this.latency;
	}

	/**
	 * The tokens of all model calls of the item, those of its evaluators included.
	 * @return the tokens, empty if none were reported
	 */
	public OptionalLong tokens() {
		return this.usage.tokens();
	}

	/**
	 * The cost of all model calls of the item as far as it is known here: the server
	 * derives the cost of other calls from its price list.
	 * @return the cost in US dollars, empty if none was reported
	 */
	public OptionalDouble cost() {
		return this.usage.cost();
	}

	ItemUsage.Sum usage() {
		return this.usage;
	}

	/**
	 * The trace of the item.
	 * @return the id, or {@code null} if nothing is recorded
	 */
	public @Nullable String traceId() {
		return this.traceId;
	}

	/**
	 * Shows no content.
	 */
	@Override
	public String toString() {
		return "ItemResult[" + this.status + "]";
	}

}
