/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Observes the clients that providers of models publish themselves.
 */
@NullMarked
package dev.langfuse4j.vendor;

import org.jspecify.annotations.NullMarked;
