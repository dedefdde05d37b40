/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The beans of scores.
 */
@NullMarked
package dev.langfuse4j.autoconfigure.score;

import org.jspecify.annotations.NullMarked;
