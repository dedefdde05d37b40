/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Auto-configuration for LangChain4j.
 */
@NullMarked
package dev.langfuse4j.autoconfigure.langchain4j;

import org.jspecify.annotations.NullMarked;
