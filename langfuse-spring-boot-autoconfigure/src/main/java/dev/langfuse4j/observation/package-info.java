/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The model of an observation: its type, level, usage and cost, the live handle, and the
 * finished, immutable record.
 */
@NullMarked
package dev.langfuse4j.observation;

import org.jspecify.annotations.NullMarked;
