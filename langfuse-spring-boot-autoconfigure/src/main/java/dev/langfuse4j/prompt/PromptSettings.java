/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.time.Duration;

import dev.langfuse4j.lang.Internal;

/**
 * Settings of prompts. Made from {@code langfuse.prompt.*}.
 *
 * @param cacheTtl how old a cached prompt may be
 * @param timeout how long a request of the application may wait for the server
 * @param retries how often a request is sent again
 * @param maxEntries how many prompts are kept
 * @since 0.1.0
 */
@Internal
public record PromptSettings(Duration cacheTtl, Duration timeout, int retries, int maxEntries) {

}
