/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

/**
 * The expected output of the items of {@code datasets/sums.jsonl}.
 */
record Answer(int value) {

	/**
	 * Adds up two numbers, which stand for a model.
	 */
	static Answer to(Question question) {
		String[] parts = question.text().split("[^0-9]+");
		return new Answer(Integer.parseInt(parts[0]) + Integer.parseInt(parts[1]));
	}

}
