/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Scores: how they are made and checked, on the threads of the application.
 */
@NullMarked
package dev.langfuse4j.score;

import org.jspecify.annotations.NullMarked;
