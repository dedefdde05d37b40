/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

/**
 * Runs experiments: a task for each item of a dataset, evaluators for each output, and a
 * result that can be asserted. Inject this bean.
 *
 * <pre class="code">
 * ExperimentResult&lt;String&gt; result = experiments.experiment("rag")
 *     .dataset("qa").input(String.class).expected(String.class)
 *     .task(item -&gt; assistant.answer(item.input()))
 *     .evaluator("exact", answer -&gt; answer.output().equals(answer.expected()))
 *     .run();
 * result.assertThat().allItemsCompleted().average("exact").isGreaterThanOrEqualTo(0.9);
 * </pre>
 *
 * Without keys, or with Langfuse disabled, experiments run the same and send nothing.
 * Thread-safe.
 *
 * @since 0.1.0
 */
public interface LangfuseExperiments {

	/**
	 * Begins to describe an experiment.
	 * @param name the name of the experiment
	 * @return the description
	 * @throws IllegalArgumentException if the name is empty
	 */
	ExperimentSpec<Object, Object> experiment(String name);

}
