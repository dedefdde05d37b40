/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * A connection to the Langfuse of a test's container.
 */
@NullMarked
package dev.langfuse4j.autoconfigure.testcontainers;

import org.jspecify.annotations.NullMarked;
