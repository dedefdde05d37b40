/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Experiments: runs a task for every item of a dataset, scores the outputs, and reports
 * what came of it.
 */
@NullMarked
package dev.langfuse4j.experiment;

import org.jspecify.annotations.NullMarked;
