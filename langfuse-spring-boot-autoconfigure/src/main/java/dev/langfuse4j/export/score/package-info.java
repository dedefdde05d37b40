/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Scores as requests, and the results of each score in the responses.
 */
@NullMarked
package dev.langfuse4j.export.score;

import org.jspecify.annotations.NullMarked;
