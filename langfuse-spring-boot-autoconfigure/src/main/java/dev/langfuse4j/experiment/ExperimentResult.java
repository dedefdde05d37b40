/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

import dev.langfuse4j.dataset.Dataset;
import dev.langfuse4j.score.Evaluation;
import org.jspecify.annotations.Nullable;

/**
 * The result of an experiment. An item that failed, timed out, never ran, or has no score
 * never counts as a pass: averages are refused then. Immutable.
 *
 * @param <O> the type of output
 * @since 0.1.0
 */
public final class ExperimentResult<O> {

	private final ResultParts<O> parts;

	ExperimentResult(ResultParts<O> parts) {
		this.parts = parts;
	}

	/**
	 * The name of the experiment.
	 * @return the name
	 */
	public String name() {
		return this.parts.definition().name();
	}

	/**
	 * The dataset that the experiment ran over.
	 * @return the dataset
	 */
	public Dataset<?, ?> dataset() {
		return this.parts.definition().dataset();
	}

	/**
	 * The name of the run.
	 * @return the name
	 */
	public String runName() {
		return this.parts.definition().runName();
	}

	/**
	 * The id of the run in Langfuse.
	 * @return the id; one that no server knows if nothing was sent
	 */
	public String runId() {
		return this.parts.runId();
	}

	/**
	 * The page of the run in Langfuse.
	 * @return its address, or {@code null} without a server or without a dataset of
	 * Langfuse
	 */
	public @Nullable String url() {
		return this.parts.url();
	}

	/**
	 * Whether nothing was to be sent: without keys, and with Langfuse disabled.
	 * @return whether the run is known to this application only
	 */
	public boolean isLocal() {
		return this.parts.local();
	}

	/**
	 * Whether Langfuse has the whole run: observations, scores and links.
	 * @return false without keys and with Langfuse disabled, too
	 */
	public boolean delivered() {
		return this.parts.delivered();
	}

	/**
	 * The results of all items, those that did not complete included.
	 * @return the results in the order of the dataset, repetitions of an item one after
	 * the other; an unmodifiable list
	 */
	public List<ItemResult<O>> items() {
		return this.parts.items();
	}

	/**
	 * Returns the number of items with a status.
	 * @param status how they ended
	 * @return the number, repetitions counted each
	 */
	public int count(ItemStatus status) {
		return (int) items().stream().filter((item) -> item.status() == status).count();
	}

	/**
	 * The names of all scores that any item has, or that an evaluator failed to give.
	 * @return the names in the order in which they occur
	 */
	public Set<String> scoreNames() {
		Set<String> names = new LinkedHashSet<>();
		items().forEach((item) -> names.addAll(item.evaluations().keySet()));
		items().forEach((item) -> names.addAll(item.evaluationErrors().keySet()));
		return names;
	}

	/**
	 * The average of a score over all items, {@code true} as 1 and {@code false} as 0.
	 * @param name the name of the score
	 * @return the average
	 * @throws IncompleteExperimentException if an item failed, timed out, is missing or
	 * has no such score, or there are no items
	 */
	public double average(String name) {
		List<ItemResult<O>> without = items().stream().filter((item) -> item.score(name).isEmpty()).toList();
		if (!without.isEmpty() || items().isEmpty()) {
			throw new IncompleteExperimentException(ResultText.incomplete(this, name, without));
		}
		return items().stream().mapToDouble((item) -> item.score(name).orElseThrow()).average().orElseThrow();
	}

	/**
	 * The average of a score over the items that have it, however many do not. Not for
	 * deciding whether something is good enough.
	 * @param name the name of the score
	 * @return the average, empty if no item has such a score
	 */
	public OptionalDouble averageIgnoringFailures(String name) {
		return items().stream()
			.map((item) -> item.score(name))
			.filter(OptionalDouble::isPresent)
			.mapToDouble(OptionalDouble::getAsDouble)
			.average();
	}

	/**
	 * The scores of the run.
	 * @return the scores by name, an unmodifiable map
	 */
	public Map<String, Evaluation> evaluations() {
		return this.parts.evaluations();
	}

	/**
	 * The run evaluators that gave no usable score.
	 * @return the exceptions by the name of the evaluator, an unmodifiable map
	 */
	public Map<String, Throwable> evaluationErrors() {
		return this.parts.evaluationErrors();
	}

	/**
	 * The tokens of all model calls of all items.
	 * @return the tokens, empty if none were reported
	 */
	public OptionalLong tokens() {
		return usage().tokens();
	}

	/**
	 * The cost of all model calls of all items as far as it is known here: the server
	 * derives the cost of other calls from its price list.
	 * @return the cost in US dollars, empty if none was reported
	 */
	public OptionalDouble cost() {
		return usage().cost();
	}

	private ItemUsage.Sum usage() {
		return items().stream().map(ItemResult::usage).reduce(ItemUsage.Sum.UNKNOWN, ItemUsage.Sum::and);
	}

	/**
	 * Returns the latency of the tasks of the completed items.
	 * @return the latency
	 */
	public Latency latency() {
		return Latency.of(items());
	}

	/**
	 * Writes the result for people: a line for each item and a summary. It has no inputs
	 * and no outputs; messages of errors are masked and cut.
	 * @return a table of plain text, several lines
	 */
	public String table() {
		return ResultText.plain(this);
	}

	/**
	 * Writes the result for people, as {@link #table()} does.
	 * @return a table in Markdown, several lines
	 */
	public String markdown() {
		return ResultText.markdown(this);
	}

	/**
	 * Begins assertions, which fail with the items that are worst.
	 * @return what asserts
	 */
	public ExperimentAssert assertThat() {
		return new ExperimentAssert(this);
	}

	ResultParts<O> parts() {
		return this.parts;
	}

	/**
	 * Shows counts only.
	 */
	@Override
	public String toString() {
		return "ExperimentResult[" + count(ItemStatus.COMPLETED) + " of " + items().size() + " completed]";
	}

}
