/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Calls over the Model Context Protocol, as a client and as a server.
 */
@NullMarked
package dev.langfuse4j.mcp;

import org.jspecify.annotations.NullMarked;
