/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The connection to a Langfuse server: untraced, with credentials, and with the rules for
 * responses.
 */
@NullMarked
package dev.langfuse4j.http;

import org.jspecify.annotations.NullMarked;
