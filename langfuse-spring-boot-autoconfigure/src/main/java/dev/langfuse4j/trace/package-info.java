/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The tree: which observation is whose child, with which ids, and whether it is recorded.
 */
@NullMarked
package dev.langfuse4j.trace;

import org.jspecify.annotations.NullMarked;
