/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * A prompt in the cache, without its text.
 *
 * @param project the project
 * @param name the name
 * @param label the label that it was asked for by, {@code null} if by its version
 * @param version the version
 * @param ageSeconds how long ago the server said that this is it
 * @since 0.1.0
 */
@Internal
public record CachedPrompt(String project, String name, @Nullable String label, int version, long ageSeconds) {

}
