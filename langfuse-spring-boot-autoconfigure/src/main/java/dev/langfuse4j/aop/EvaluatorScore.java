/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.aop;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.langfuse4j.annotation.EvaluationTarget;
import dev.langfuse4j.annotation.ObserveEvaluator;
import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.capture.ContentCapture;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.score.Evaluation;
import dev.langfuse4j.score.Evaluations;
import dev.langfuse4j.trace.ObservedCall;
import dev.langfuse4j.trace.ScoredValue;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotationAttributes;
import org.springframework.util.StringUtils;

/**
 * The score that an evaluator records.
 *
 * @param name the name of the score
 * @param target the target of the score
 */
record EvaluatorScore(String name, EvaluationTarget target) {

	private static final LogOnce logger = LogOnce.shared(ObserveEvaluator.class);

	/**
	 * Reads the annotation.
	 * @return {@code null} if it asks for no score
	 */
	static @Nullable EvaluatorScore read(AnnotationAttributes annotation) {
		String name = annotation.getString("score");
		return StringUtils.hasText(name) ? new EvaluatorScore(name, annotation.getEnum("target")) : null;
	}

	/**
	 * Records the result of the evaluator as a score. A result that is not a score is
	 * logged once and never affects the call.
	 */
	void give(ObservedCall call, @Nullable Object result, ContentCapture capture) {
		try {
			for (Evaluation evaluation : Evaluations.of(this.name, result)) {
				String own = evaluation.name();
				call.score(this.target == EvaluationTarget.TRACE, new ScoredValue((own != null) ? own : this.name,
						evaluation.value(), comment(evaluation, capture), metadata(evaluation, capture)));
			}
		}
		catch (RuntimeException ex) {
			logger.warn(this, () -> "The score '" + this.name + "' of @ObserveEvaluator is not sent: "
					+ ((ex instanceof IllegalArgumentException) ? ex.getMessage() : ex.getClass().getName()));
		}
	}

	private static @Nullable CapturedContent comment(Evaluation evaluation, ContentCapture capture) {
		return StringUtils.hasText(evaluation.comment())
				? capture.content(evaluation.comment(), capture.settings().maxTextLength()) : null;
	}

	private static Map<String, CapturedContent> metadata(Evaluation evaluation, ContentCapture capture) {
		Map<String, CapturedContent> captured = new LinkedHashMap<>();
		if (capture.settings().switches().metadata()) {
			evaluation.metadata().forEach((key, value) -> {
				CapturedContent content = capture.content(key, value, capture.settings().maxTextLength());
				if (content != null) {
					captured.put(key, content);
				}
			});
		}
		return captured;
	}

}
