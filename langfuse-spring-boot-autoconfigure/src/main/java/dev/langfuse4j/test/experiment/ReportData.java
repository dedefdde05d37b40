/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The content of a report, as it is written to JSON.
 *
 * @param name the name of the experiment
 * @param runName the name of the run
 * @param runId the id of the run, {@code null} if it has none
 * @param url where Langfuse shows the run, {@code null} if it does not
 * @param dataset the name of the dataset, {@code null} without one
 * @param version the state of the dataset, {@code null} for a local one
 * @param delivered whether all was delivered to Langfuse, {@code null} if nothing was to
 * be sent
 * @param passed whether there are no problems
 * @param problems why the experiment failed, a sentence each
 * @param repetitions how often each item was run
 * @param aggregation what repetitions make of a boolean score
 * @param scores the summaries
 * @param items the items in the order of the dataset
 */
record ReportData(String name, String runName, @Nullable String runId, @Nullable String url, @Nullable String dataset,
		@Nullable Instant version, @Nullable Boolean delivered, boolean passed, List<String> problems, int repetitions,
		Aggregation aggregation, List<ScoreSummary> scores, List<ItemResults> items) {

}
