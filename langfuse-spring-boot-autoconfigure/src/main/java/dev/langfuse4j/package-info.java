/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The bean that users inject.
 */
@NullMarked
package dev.langfuse4j;

import org.jspecify.annotations.NullMarked;
