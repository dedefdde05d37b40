/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Auto-configuration for the Model Context Protocol.
 */
@NullMarked
package dev.langfuse4j.autoconfigure.mcp;

import org.jspecify.annotations.NullMarked;
