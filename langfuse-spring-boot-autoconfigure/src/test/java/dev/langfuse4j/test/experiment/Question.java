/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

/**
 * The input of the items of {@code datasets/sums.jsonl}.
 */
record Question(String text) {

}
