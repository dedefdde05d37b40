/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Rows that were read with jOOQ.
 */
@NullMarked
package dev.langfuse4j.jooq;

import org.jspecify.annotations.NullMarked;
