/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Experiments as JUnit tests: a dataset as the source of a parameterized test, and a
 * class whose tests are run once for each item and judged together.
 */
@NullMarked
package dev.langfuse4j.test.experiment;

import org.jspecify.annotations.NullMarked;
