/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * LangChain4j: its messages as Langfuse shows them.
 */
@NullMarked
package dev.langfuse4j.langchain4j;

import org.jspecify.annotations.NullMarked;
