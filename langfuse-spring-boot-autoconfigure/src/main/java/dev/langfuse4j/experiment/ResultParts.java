/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import dev.langfuse4j.score.Evaluation;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a result. Immutable.
 *
 * @param definition describes the run
 * @param runId the id of the run
 * @param items the results in the order of the dataset
 * @param url the page of the run, or {@code null}
 * @param mask masks what is shown of errors
 * @param evaluations the scores of the run by name
 * @param evaluationErrors the run evaluators that gave no score, by name
 * @param delivered whether Langfuse has all of it
 * @param local whether there is no server
 * @param <O> the type of output
 */
record ResultParts<O>(RunDefinition definition, String runId, List<ItemResult<O>> items, @Nullable String url,
		UnaryOperator<String> mask, Map<String, Evaluation> evaluations, Map<String, Throwable> evaluationErrors,
		boolean delivered, boolean local) {

	static <O> ResultParts<O> of(RunDefinition definition, String runId, List<ItemResult<O>> items,
			@Nullable String url, UnaryOperator<String> mask, boolean local) {
		return new ResultParts<>(definition, runId, List.copyOf(items), url, mask, Map.of(), Map.of(), false, local);
	}

	ResultParts<O> evaluated(Map<String, Evaluation> scores, Map<String, Throwable> errors) {
		return new ResultParts<>(this.definition, this.runId, this.items, this.url, this.mask, scores, errors,
				this.delivered, this.local);
	}

	ResultParts<O> delivered(boolean whole) {
		return new ResultParts<>(this.definition, this.runId, this.items, this.url, this.mask, this.evaluations,
				this.evaluationErrors, whole, this.local);
	}

}
