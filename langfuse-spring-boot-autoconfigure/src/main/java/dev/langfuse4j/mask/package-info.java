/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Masking of texts that leave the application: maskers of the application and built-in
 * ones, and the names whose values are secret.
 */
@NullMarked
package dev.langfuse4j.mask;

import org.jspecify.annotations.NullMarked;
