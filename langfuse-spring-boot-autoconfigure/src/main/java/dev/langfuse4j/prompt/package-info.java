/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Prompts that are managed in Langfuse: fetched once, cached, compiled with values,
 * linked to the generations that are made with them. Begin with
 * {@link dev.langfuse4j.prompt.LangfusePrompts}.
 */
@NullMarked
package dev.langfuse4j.prompt;

import org.jspecify.annotations.NullMarked;
