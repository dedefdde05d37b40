/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Chunks of Spring Batch.
 */
@NullMarked
package dev.langfuse4j.batch;

import org.jspecify.annotations.NullMarked;
