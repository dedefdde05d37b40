/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Auto-configuration of the console. While it is disabled, only classes of this package
 * are loaded.
 */
@NullMarked
package dev.langfuse4j.autoconfigure.console;

import org.jspecify.annotations.NullMarked;
