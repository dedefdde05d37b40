/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Suspending functions of Kotlin.
 */
@NullMarked
package dev.langfuse4j.kotlin;

import org.jspecify.annotations.NullMarked;
