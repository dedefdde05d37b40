/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.score;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.ai.evaluation.EvaluationResponse;

/**
 * Reads what evaluators of Spring AI answer. Linked only where Spring AI is present.
 */
final class SpringAiEvaluation {

	private SpringAiEvaluation() {
	}

	static boolean supports(@Nullable Object result) {
		return result instanceof EvaluationResponse;
	}

	/**
	 * The score, and beside it whether it passed.
	 */
	static List<Evaluation> read(String name, @Nullable Object result) {
		if (!(result instanceof EvaluationResponse response)) {
			return List.of();
		}
		Evaluation score = Evaluation.of(response.getScore()).name(name).comment(response.getFeedback());
		for (Map.Entry<String, Object> entry : response.getMetadata().entrySet()) {
			score = score.metadata(entry.getKey(), entry.getValue());
		}
		return List.of(score, Evaluation.of(response.isPass()).name(name + "_pass").comment(response.getFeedback()));
	}

}
