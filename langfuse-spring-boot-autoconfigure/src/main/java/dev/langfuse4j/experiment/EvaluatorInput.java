/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.util.Map;

import dev.langfuse4j.dataset.DatasetItem;
import org.jspecify.annotations.Nullable;

/**
 * Holds what an {@link Evaluator} judges.
 *
 * @param item the item
 * @param output the output of the task, {@code null} if the task returned that
 * @param <I> the type of input
 * @param <E> the type of expected output
 * @param <O> the type of output
 * @since 0.1.0
 */
public record EvaluatorInput<I, E, O>(DatasetItem<I, E> item, @Nullable O output) {

	/**
	 * The input of the item.
	 * @return the input
	 */
	public I input() {
		return this.item.input();
	}

	/**
	 * The expected output of the item.
	 * @return the expected output, or {@code null} without one
	 */
	public @Nullable E expected() {
		return this.item.expected();
	}

	/**
	 * The metadata of the item.
	 * @return keys and values
	 */
	public Map<String, Object> metadata() {
		return this.item.metadata();
	}

	/**
	 * Shows no content.
	 */
	@Override
	public String toString() {
		return "EvaluatorInput[" + this.item + "]";
	}

}
