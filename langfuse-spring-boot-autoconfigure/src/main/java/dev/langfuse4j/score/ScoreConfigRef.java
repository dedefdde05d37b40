/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.score;

import org.jspecify.annotations.Nullable;

/**
 * The score config that a score follows.
 *
 * @param id its id, or {@code null} while it is not known
 * @param name its name, or {@code null} where it was named by its id
 * @since 0.1.0
 */
public record ScoreConfigRef(@Nullable String id, @Nullable String name) {

}
