/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Turns any Java value into bounded JSON, on the caller's thread, without ever throwing.
 */
@NullMarked
package dev.langfuse4j.capture;

import org.jspecify.annotations.NullMarked;
