/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.langfuse4j.score.Evaluation;
import dev.langfuse4j.score.Evaluations;

import org.springframework.util.Assert;

/**
 * Calls the evaluators of a run.
 */
final class RunEvaluation {

	private RunEvaluation() {
	}

	static <O> ResultParts<O> of(ResultParts<O> parts, List<NamedRunEvaluator<O>> evaluators) {
		Map<String, Evaluation> scores = new LinkedHashMap<>();
		Map<String, Throwable> errors = new LinkedHashMap<>();
		ExperimentResult<O> result = new ExperimentResult<>(parts);
		for (NamedRunEvaluator<O> each : evaluators) {
			try {
				List<Evaluation> given = Evaluations.of(each.name(),
						Awaited.value(each.evaluator().evaluate(result), Function.identity()));
				Assert.notEmpty(given, "The evaluator returned nothing");
				for (Evaluation evaluation : given) {
					String own = evaluation.name();
					scores.put((own != null) ? own : each.name(), evaluation);
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				errors.put(each.name(), ex);
			}
			catch (Throwable ex) {
				errors.put(each.name(), ex);
			}
		}
		return parts.evaluated(Collections.unmodifiableMap(scores), Collections.unmodifiableMap(errors));
	}

}
