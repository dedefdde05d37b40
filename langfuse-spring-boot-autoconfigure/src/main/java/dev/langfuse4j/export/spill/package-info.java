/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Keeps requests that could not be sent on disk: bounded, in order, and readable after a
 * crash.
 */
@NullMarked
package dev.langfuse4j.export.spill;

import org.jspecify.annotations.NullMarked;
