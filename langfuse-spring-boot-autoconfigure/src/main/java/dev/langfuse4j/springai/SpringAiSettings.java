/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.ObservationType;

/**
 * Settings of the observation of Spring AI. Made from {@code langfuse.spring-ai.*}.
 *
 * @param enabled whether they are shown at all
 * @param chatClientType what a call of a {@code ChatClient} is shown as
 * @param advisors whether advisors are shown
 * @param streamProbe whether streams are looked into
 * @param reasoningApart whether reasoning is counted apart from the output
 * @since 0.1.0
 */
@Internal
public record SpringAiSettings(boolean enabled, ObservationType chatClientType, boolean advisors, boolean streamProbe,
		boolean reasoningApart) {

}
