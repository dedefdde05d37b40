/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.util.List;

/**
 * Asserts the average of a score over all items. Fails if an item failed, timed out, is
 * missing or has no such score, whatever the average of the others.
 *
 * @since 0.1.0
 */
public final class ScoreAssert {

	private final ExperimentAssert experiment;

	private final String name;

	ScoreAssert(ExperimentAssert experiment, String name) {
		this.experiment = experiment;
		this.name = name;
	}

	/**
	 * Asserts that the average is not below a value.
	 * @param minimum the lowest value that passes
	 * @return what asserts more
	 * @throws AssertionError if the average is lower, or cannot be calculated
	 */
	public ExperimentAssert isGreaterThanOrEqualTo(double minimum) {
		return check(average() >= minimum, "at least", minimum, false);
	}

	/**
	 * Asserts that the average is above a value.
	 * @param bound the value
	 * @return what asserts more
	 * @throws AssertionError if the average is not higher, or cannot be calculated
	 */
	public ExperimentAssert isGreaterThan(double bound) {
		return check(average() > bound, "more than", bound, false);
	}

	/**
	 * Asserts that the average is not above a value.
	 * @param maximum the highest value that passes
	 * @return what asserts more
	 * @throws AssertionError if the average is higher, or cannot be calculated
	 */
	public ExperimentAssert isLessThanOrEqualTo(double maximum) {
		return check(average() <= maximum, "at most", maximum, true);
	}

	/**
	 * Asserts that the average is below a value.
	 * @param bound the value
	 * @return what asserts more
	 * @throws AssertionError if the average is not lower, or cannot be calculated
	 */
	public ExperimentAssert isLessThan(double bound) {
		return check(average() < bound, "less than", bound, true);
	}

	private double average() {
		try {
			return this.experiment.result().average(this.name);
		}
		catch (IncompleteExperimentException ex) {
			List<? extends ItemResult<?>> items = this.experiment.result().items();
			String problem = items.isEmpty() ? String.valueOf(ex.getMessage())
					: "The average of '" + ResultText.line(this.name) + "' cannot be calculated: "
							+ items.stream().filter((item) -> item.score(this.name).isEmpty()).count() + " of "
							+ items.size() + " items have no such number";
			throw this.experiment.failure(problem, null, false, (item) -> item.score(this.name).isEmpty());
		}
	}

	private ExperimentAssert check(boolean passed, String relation, double bound, boolean lessIsBetter) {
		if (!passed) {
			throw this.experiment.failure(
					"The average of '" + ResultText.line(this.name) + "' is "
							+ this.experiment.result().average(this.name) + ", expected " + relation + " " + bound,
					this.name, lessIsBetter, (item) -> true);
		}
		return this.experiment;
	}

}
