/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Auto-configuration of managed prompts.
 */
@NullMarked
package dev.langfuse4j.autoconfigure.prompt;

import org.jspecify.annotations.NullMarked;
