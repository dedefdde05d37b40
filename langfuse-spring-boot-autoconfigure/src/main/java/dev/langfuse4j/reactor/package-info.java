/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Captures the tuples that Reactor's {@code zip} operators produce.
 */
@NullMarked
package dev.langfuse4j.reactor;

import org.jspecify.annotations.NullMarked;
