/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;
import org.springframework.util.ObjectUtils;

/**
 * Reads what evaluators return.
 *
 * @since 0.1.0
 */
@Internal
public final class Evaluations {

	private static final boolean SPRING_AI = ClassUtils
		.isPresent("org.springframework.ai.evaluation.EvaluationResponse", Evaluations.class.getClassLoader());

	private Evaluations() {
	}

	/**
	 * Reads the result of an evaluator.
	 * @param name the name of the score
	 * @param result what it returned: a number, a boolean, a text, a constant of an enum,
	 * an {@link Evaluation}, Spring AI's response of an evaluator, or several of these
	 * @return the evaluations, each with a name; empty for nothing
	 * @throws IllegalArgumentException if something else was returned
	 */
	public static List<Evaluation> of(String name, @Nullable Object result) {
		List<Evaluation> evaluations = new ArrayList<>();
		add(evaluations, name, result);
		return evaluations;
	}

	private static void add(List<Evaluation> evaluations, String name, @Nullable Object result) {
		if (result instanceof Evaluation evaluation) {
			evaluations.add((evaluation.name() != null) ? evaluation : evaluation.name(name));
		}
		else if (result instanceof Number number) {
			evaluations.add(Evaluation.of(number.doubleValue()).name(name));
		}
		else if (result instanceof Boolean flag) {
			evaluations.add(Evaluation.of(flag).name(name));
		}
		else if (result instanceof CharSequence text) {
			evaluations.add(Evaluation.of(text.toString()).name(name));
		}
		else if (result instanceof Enum<?> constant) {
			evaluations.add(Evaluation.of(constant.name()).name(name));
		}
		else if (result instanceof Optional<?> optional) {
			optional.ifPresent((value) -> add(evaluations, name, value));
		}
		else if (result instanceof Iterable<?> several) {
			several.forEach((each) -> add(evaluations, name, each));
		}
		else if (ObjectUtils.isArray(result)) {
			Arrays.stream(ObjectUtils.toObjectArray(result)).forEach((each) -> add(evaluations, name, each));
		}
		else if (SPRING_AI && SpringAiEvaluation.supports(result)) {
			evaluations.addAll(SpringAiEvaluation.read(name, result));
		}
		else if (result != null) {
			throw new IllegalArgumentException("A " + result.getClass().getName()
					+ " is not a score: return a number, a boolean, a text, an enum constant or an " + "Evaluation");
		}
	}

}
