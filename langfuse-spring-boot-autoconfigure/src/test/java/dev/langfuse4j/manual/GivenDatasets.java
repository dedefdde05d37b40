/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.manual;

import java.util.List;

import dev.langfuse4j.dataset.LangfuseDatasets;
import dev.langfuse4j.experiment.ExperimentResult;
import dev.langfuse4j.experiment.LangfuseExperiments;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;
import org.assertj.core.api.ObjectAssert;

import org.springframework.ai.evaluation.Evaluator;

/**
 * Declares the names that the pages of datasets and experiments take for granted.
 */
abstract class GivenDatasets extends Given {

	LangfuseDatasets datasets;

	LangfuseExperiments experiments;

	ExperimentResult<String> result;

	Evaluator relevancyEvaluator;

	Assistant assistant;

	<T> ObjectAssert<T> assertThat(T value) {
		return Assertions.assertThat(value);
	}

	<T> ListAssert<T> assertThat(List<T> values) {
		return Assertions.assertThat(values);
	}

	interface Assistant {

		String answer(String question);

		Answer answer(Question question);

	}

	record Question(String text) {
	}

	record Answer(String text, List<String> sources) {

		Answer(String text) {
			this(text, List.of());
		}

	}

}
