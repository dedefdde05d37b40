/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Pages, slices and windows of Spring Data.
 */
@NullMarked
package dev.langfuse4j.springdata;

import org.jspecify.annotations.NullMarked;
