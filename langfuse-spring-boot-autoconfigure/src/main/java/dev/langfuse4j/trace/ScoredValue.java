/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.trace;

import java.util.Map;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * A score that was checked.
 *
 * @param name the name of the score
 * @param value a {@code Double}, a {@code Boolean} or a category
 * @param comment the comment, or {@code null} without one
 * @param metadata the metadata
 * @since 0.1.0
 */
@Internal
public record ScoredValue(String name, Object value, @Nullable CapturedContent comment,
		Map<String, CapturedContent> metadata) {

}
