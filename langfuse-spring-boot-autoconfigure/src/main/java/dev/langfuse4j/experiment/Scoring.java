/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.util.function.Consumer;

import dev.langfuse4j.score.Evaluation;
import dev.langfuse4j.score.LangfuseScores;
import dev.langfuse4j.score.ScoreBuilder;

/**
 * Sends evaluations as scores.
 */
final class Scoring {

	private Scoring() {
	}

	static void send(LangfuseScores scores, String name, Evaluation evaluation, Consumer<ScoreBuilder> target) {
		Object value = evaluation.value();
		ScoreBuilder score;
		if (value instanceof Boolean flag) {
			score = scores.score(name, flag);
		}
		else if (value instanceof Number number) {
			score = scores.score(name, number.doubleValue());
		}
		else {
			score = scores.category(name, value.toString());
		}
		target.accept(score.comment(evaluation.comment()).metadata(evaluation.metadata()));
	}

}
