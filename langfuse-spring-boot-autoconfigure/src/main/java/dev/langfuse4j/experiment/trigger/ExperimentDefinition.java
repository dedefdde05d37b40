/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment.trigger;

import dev.langfuse4j.lang.ExtensionPoint;

/**
 * Runs the experiment of a dataset when somebody starts it in Langfuse. Declare a bean
 * for each dataset, and set {@code langfuse.experiments.trigger.enabled}:
 *
 * <pre class="code">
 * &#64;Component
 * class RagExperiment implements ExperimentDefinition {
 *
 *     public String dataset() {
 *         return "qa";
 *     }
 *
 *     public void run(ExperimentRequest request) {
 *         this.experiments.experiment("rag").dataset(dataset()).task(this.assistant::answer).run();
 *     }
 *
 * }
 * </pre>
 *
 * @since 0.1.0
 */
@ExtensionPoint
public interface ExperimentDefinition {

	/**
	 * Returns the name of the dataset that this experiment is for.
	 * @return the name with its folders
	 */
	String dataset();

	/**
	 * Runs the experiment, on a thread of its own. A further request for the same dataset
	 * is refused until this method returns. At the end of the application, the thread is
	 * interrupted.
	 * @param request what Langfuse sends
	 * @throws Exception any failure, whose type is logged
	 */
	void run(ExperimentRequest request) throws Exception;

}
