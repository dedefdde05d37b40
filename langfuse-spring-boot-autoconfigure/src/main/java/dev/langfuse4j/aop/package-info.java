/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Turns {@code @Observe} into observations: annotation, spec, interceptor.
 */
@NullMarked
package dev.langfuse4j.aop;

import org.jspecify.annotations.NullMarked;
