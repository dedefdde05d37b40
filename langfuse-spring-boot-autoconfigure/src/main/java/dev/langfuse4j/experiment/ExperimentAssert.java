/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Asserts what an experiment has shown. Fails with an {@link AssertionError} whose
 * message shows the worst items, without their inputs and outputs.
 *
 * <pre class="code">
 * result.assertThat().allItemsCompleted().average("exact").isGreaterThanOrEqualTo(0.9);
 * </pre>
 *
 * @since 0.1.0
 */
public final class ExperimentAssert {

	private static final int WORST = 10;

	private final ExperimentResult<?> result;

	ExperimentAssert(ExperimentResult<?> result) {
		this.result = result;
	}

	/**
	 * Asserts that there are items, and that the task returned an output for each.
	 * @return this
	 * @throws AssertionError if an item failed, timed out or is missing, or there are no
	 * items
	 */
	public ExperimentAssert allItemsCompleted() {
		if (this.result.items().isEmpty()) {
			throw failure("The experiment has no items", null, false, (item) -> false);
		}
		if (this.result.count(ItemStatus.COMPLETED) < this.result.items().size()) {
			throw failure("Not all items completed", null, false, (item) -> !item.isCompleted());
		}
		return this;
	}

	/**
	 * Asserts that there are items, and that each has completed and has certain scores.
	 * @param names the names of the scores
	 * @return this
	 * @throws AssertionError if a score is missing
	 */
	public ExperimentAssert allItemsScored(String... names) {
		allItemsCompleted();
		for (String name : names) {
			if (this.result.items().stream().anyMatch((item) -> !item.evaluations().containsKey(name))) {
				throw failure("Not all items have a score '" + ResultText.line(name) + "'", null, false,
						(item) -> !item.evaluations().containsKey(name));
			}
		}
		return this;
	}

	/**
	 * Asserts that every item has completed and has a score that is not below a value,
	 * {@code true} as 1 and {@code false} as 0.
	 * @param name the name of the score
	 * @param minimum the lowest value that passes
	 * @return this
	 * @throws AssertionError if the score of an item is below that, or missing
	 */
	public ExperimentAssert everyItem(String name, double minimum) {
		allItemsCompleted();
		Predicate<ItemResult<?>> below = (item) -> !(item.score(name).orElse(Double.NEGATIVE_INFINITY) >= minimum);
		if (this.result.items().stream().anyMatch(below)) {
			throw failure("Not every item has a score '" + ResultText.line(name) + "' of at least " + minimum, name,
					false, below);
		}
		return this;
	}

	/**
	 * Begins an assertion of the average of a score over all items.
	 * @param name the name of the score
	 * @return what asserts
	 */
	public ScoreAssert average(String name) {
		return new ScoreAssert(this, name);
	}

	/**
	 * Asserts how long the tasks of 95 percent of the completed items took at most.
	 * @param maximum the longest time that passes
	 * @return this
	 * @throws AssertionError if they took longer, or no item completed
	 */
	public ExperimentAssert p95LatencyIsAtMost(Duration maximum) {
		Duration actual = this.result.latency().p95();
		if (this.result.count(ItemStatus.COMPLETED) == 0 || actual.compareTo(maximum) > 0) {
			throw failure("The latency of 95 percent of the items is " + Texts.duration(actual) + ", more than "
					+ Texts.duration(maximum), null, false, (item) -> item.latency().compareTo(maximum) > 0);
		}
		return this;
	}

	/**
	 * Asserts that Langfuse has the whole run.
	 * @return this
	 * @throws AssertionError if something is missing there, such as without keys
	 */
	public ExperimentAssert isDelivered() {
		if (!this.result.delivered()) {
			throw failure("The run was not delivered to Langfuse", null, false, (item) -> false);
		}
		return this;
	}

	ExperimentResult<?> result() {
		return this.result;
	}

	/**
	 * Makes the error of an assertion.
	 * @param problem what is wrong
	 * @param score the score by which items are ordered, or {@code null}
	 * @param lessIsBetter whether the items with the highest scores are the worst
	 * @param affected which items are shown
	 */
	AssertionError failure(String problem, @Nullable String score, boolean lessIsBetter,
			Predicate<ItemResult<?>> affected) {
		List<? extends ItemResult<?>> items = this.result.items().stream().filter(affected).toList();
		Comparator<ItemResult<?>> lowest = Comparator
			.comparingDouble((item) -> (score != null) ? item.score(score).orElse(Double.NEGATIVE_INFINITY) : 0);
		Comparator<ItemResult<?>> worst = lessIsBetter ? lowest.reversed() : lowest;
		StringBuilder message = new StringBuilder(problem).append(" (")
			.append(ResultText.line(this.result.runName()))
			.append("; ")
			.append(ResultText.counts(this.result))
			.append(')');
		if (!items.isEmpty()) {
			message.append("\nWorst items:");
			items.stream().sorted(worst).limit(WORST).forEach((item) -> message.append("\n  ").append(describe(item)));
			if (items.size() > WORST) {
				message.append("\n  ... and ").append(items.size() - WORST).append(" more");
			}
		}
		if (this.result.url() != null) {
			message.append('\n').append(this.result.url());
		}
		return new AssertionError(message.toString());
	}

	private String describe(ItemResult<?> item) {
		String scores = item.evaluations()
			.entrySet()
			.stream()
			.map((entry) -> ResultText.line(entry.getKey()) + " "
					+ ResultText.line(entry.getValue().value().toString()))
			.collect(Collectors.joining(", "));
		String remark = ResultText.remark(this.result, item);
		return ResultText.id(this.result, item) + ": " + item.status().text() + (scores.isEmpty() ? "" : ", " + scores)
				+ (remark.isEmpty() ? "" : "; " + remark);
	}

}
