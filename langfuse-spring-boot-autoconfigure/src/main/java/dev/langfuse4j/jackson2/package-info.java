/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Trees of Jackson 2, which a library may still use beside Jackson 3.
 */
@NullMarked
package dev.langfuse4j.jackson2;

import org.jspecify.annotations.NullMarked;
