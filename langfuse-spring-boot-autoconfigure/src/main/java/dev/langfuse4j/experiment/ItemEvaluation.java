/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.langfuse4j.score.Evaluation;
import dev.langfuse4j.trace.ObservedCall;

/**
 * Asks the evaluators for the scores of one item.
 */
final class ItemEvaluation<I, E, O> {

	private final ItemRun<O> run;

	private final EvaluatorInput<I, E, O> input;

	private int evaluations;

	private int failed;

	private int skipped;

	ItemEvaluation(ItemRun<O> run, EvaluatorInput<I, E, O> input) {
		this.run = run;
		this.input = input;
	}

	void run(List<NamedEvaluator<I, E, O>> evaluators) {
		if (evaluators.isEmpty()) {
			return;
		}
		ObservedCall evaluation = this.run.trace().openEvaluation();
		try (ObservedCall.Scope scope = evaluation.openScope()) {
			for (int index = 0; index < evaluators.size(); index++) {
				evaluate(evaluation, evaluators.get(index), index);
			}
		}
		finally {
			Map<String, Integer> counts = new LinkedHashMap<>();
			counts.put("evaluator_count", evaluators.size());
			counts.put("evaluation_count", this.evaluations);
			counts.put("failed_evaluator_count", this.failed);
			counts.put("skipped_evaluator_count", this.skipped);
			evaluation.recorder().output(counts);
			evaluation.stop();
		}
	}

	private void evaluate(ObservedCall evaluation, NamedEvaluator<I, E, O> evaluator, int index) {
		if (!this.run.isOpen()) {
			// It has timed out meanwhile
			this.skipped++;
			return;
		}
		ObservedCall call = this.run.trace().openEvaluator(evaluation, evaluator.name(), index);
		try (ObservedCall.Scope scope = call.openScope()) {
			Object result = Awaited.value(evaluator.evaluator().evaluate(this.input), call::writeTo);
			List<Evaluation> given = this.run.score(evaluator.name(), result);
			this.evaluations += given.size();
			call.recorder().output(describe(given));
		}
		catch (Throwable ex) {
			this.failed++;
			call.error(ex);
			this.run.unscored(evaluator.name(), ex);
			if (ex instanceof InterruptedException) {
				Thread.currentThread().interrupt();
			}
		}
		finally {
			call.stop();
		}
	}

	private static List<Map<String, Object>> describe(List<Evaluation> given) {
		List<Map<String, Object>> described = new ArrayList<>();
		for (Evaluation evaluation : given) {
			Map<String, Object> values = new LinkedHashMap<>();
			if (evaluation.name() != null) {
				values.put("name", evaluation.name());
			}
			values.put("value", evaluation.value());
			if (evaluation.comment() != null) {
				values.put("comment", evaluation.comment());
			}
			described.add(values);
		}
		return described;
	}

}
