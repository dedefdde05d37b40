/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.time.Instant;
import java.util.Map;

import dev.langfuse4j.dataset.DatasetItem;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.score.Evaluation;
import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;

/**
 * The trace of an item, where there is one.
 */
final class ItemTrace {

	private final ExperimentEngine engine;

	private final ObservedCall root;

	private final String taskId;

	ItemTrace(ExperimentEngine engine, ObservedCall root, String taskId) {
		this.engine = engine;
		this.root = root;
		this.taskId = taskId;
	}

	String taskId() {
		return this.taskId;
	}

	@Nullable String traceId() {
		return this.root.isRecording() ? this.root.handle().traceId() : null;
	}

	ObservedCall root() {
		return this.root;
	}

	/**
	 * Says of the root what it is about.
	 */
	void begin(DatasetItem<?, ?> item, int repetition) {
		LangfuseObservation recorder = this.root.recorder();
		recorder.input(item.input()).metadata(item.metadata());
		if (repetition > 1) {
			recorder.metadata("repetition", repetition);
		}
	}

	/**
	 * Starts the observation of the task.
	 * @param since when the work began, {@code null} for now
	 */
	ObservedCall openTask(DatasetItem<?, ?> item, @Nullable Instant since) {
		ObservedCall task = this.engine.tracing()
			.below("experiment-item-task", ObservationType.SPAN, this.root, this.taskId);
		task.recorder().input(item.input()).startTime(since);
		return task;
	}

	ObservedCall openEvaluation() {
		ObservedCall evaluation = this.engine.tracing()
			.below("experiment-item-evaluation", ObservationType.SPAN, this.root, null);
		this.engine.tracing().markEvaluating(evaluation);
		return evaluation;
	}

	ObservedCall openEvaluator(ObservedCall evaluation, String name, int index) {
		ObservedCall evaluator = this.engine.tracing().below(name, ObservationType.EVALUATOR, evaluation, null);
		evaluator.recorder().metadata("evaluator_kind", "item").metadata("evaluator_index", index);
		return evaluator;
	}

	void score(ObservedCall task, Map<String, Evaluation> evaluations) {
		if (task != ObservedCall.NONE) {
			evaluations.forEach((name, evaluation) -> Scoring.send(this.engine.scores(), name, evaluation,
					(score) -> score.on(task.handle())));
		}
	}

}
