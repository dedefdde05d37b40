/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Auto-configuration for Spring AI.
 */
@NullMarked
package dev.langfuse4j.autoconfigure.springai;

import org.jspecify.annotations.NullMarked;
