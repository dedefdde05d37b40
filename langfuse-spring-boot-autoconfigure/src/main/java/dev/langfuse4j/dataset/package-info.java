/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Datasets: test cases that are kept in Langfuse or in files of the application. Begin
 * with {@link dev.langfuse4j.dataset.LangfuseDatasets}.
 */
@NullMarked
package dev.langfuse4j.dataset;

import org.jspecify.annotations.NullMarked;
