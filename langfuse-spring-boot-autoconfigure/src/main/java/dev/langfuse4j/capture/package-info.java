/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * From any Java value to bounded JSON, on the caller's thread, without ever throwing.
 */
@NullMarked
package dev.langfuse4j.capture;

import org.jspecify.annotations.NullMarked;
