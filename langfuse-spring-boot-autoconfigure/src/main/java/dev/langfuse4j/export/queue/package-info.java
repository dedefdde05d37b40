/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The intake of observations: bounds, whether a project takes any, and an account of what
 * becomes of them.
 */
@NullMarked
package dev.langfuse4j.export.queue;

import org.jspecify.annotations.NullMarked;
