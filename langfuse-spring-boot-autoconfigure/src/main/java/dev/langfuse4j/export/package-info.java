/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The export of observations, as applications use it, and its settings.
 */
@NullMarked
package dev.langfuse4j.export;

import org.jspecify.annotations.NullMarked;
