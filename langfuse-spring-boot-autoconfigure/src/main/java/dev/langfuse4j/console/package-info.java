/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The console: traces in the browser, served by the application itself. Nothing here
 * knows a web framework.
 */
@NullMarked
package dev.langfuse4j.console;

import org.jspecify.annotations.NullMarked;
