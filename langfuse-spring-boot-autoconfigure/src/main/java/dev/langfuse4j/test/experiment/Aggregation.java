/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

/**
 * Says what an item's repetitions make of a boolean score, such as {@code passed}.
 * Numbers always count with their mean.
 *
 * @since 0.1.0
 */
public enum Aggregation {

	/**
	 * The item counts as 1 if more than half of its repetitions gave {@code true}, else
	 * as 0.
	 */
	MAJORITY,

	/**
	 * The item counts with the share of its repetitions that gave {@code true}.
	 */
	MEAN

}
