/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Traces as trees in the application's log.
 */
@NullMarked
package dev.langfuse4j.export.log;

import org.jspecify.annotations.NullMarked;
