/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.feedback;

import java.util.function.Consumer;

import dev.langfuse4j.lang.Internal;

/**
 * Takes the votes that the endpoint has accepted. Must neither block nor throw.
 *
 * @since 0.1.0
 */
@Internal
@FunctionalInterface
public interface FeedbackVotes extends Consumer<FeedbackVote> {

}
