/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.langchain4j;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.ObservationType;

/**
 * Settings of the observation of LangChain4j. Made from {@code langfuse.langchain4j.*}.
 *
 * @param enabled whether calls are observed
 * @param aiServiceType the type of an AI service call, unless it is an agent
 * @param reasoningApart whether to count reasoning separately from the output
 * @since 0.1.0
 */
@Internal
public record LangChain4jSettings(boolean enabled, ObservationType aiServiceType, boolean reasoningApart) {

}
