/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Code of the application that we call, in which nothing is observed.
 */
@NullMarked
package dev.langfuse4j.callback;

import org.jspecify.annotations.NullMarked;
