/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Auto-configuration for values of other libraries' types.
 */
@NullMarked
package dev.langfuse4j.autoconfigure.capture;

import org.jspecify.annotations.NullMarked;
