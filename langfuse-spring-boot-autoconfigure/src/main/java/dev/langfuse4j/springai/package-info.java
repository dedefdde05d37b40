/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Spring AI: what its observations and messages are in Langfuse.
 */
@NullMarked
package dev.langfuse4j.springai;

import org.jspecify.annotations.NullMarked;
