/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Logging of this library: each message once, with text from outside escaped. Also
 * defines the failures that it does not catch.
 */
@NullMarked
package dev.langfuse4j.logging;

import org.jspecify.annotations.NullMarked;
