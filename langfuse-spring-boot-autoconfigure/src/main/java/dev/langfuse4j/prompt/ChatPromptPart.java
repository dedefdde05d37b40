/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

/**
 * A part of the template of a chat prompt: a message, or a placeholder for messages.
 *
 * @since 0.1.0
 */
public sealed interface ChatPromptPart permits PromptMessage, PromptPlaceholder {

}
