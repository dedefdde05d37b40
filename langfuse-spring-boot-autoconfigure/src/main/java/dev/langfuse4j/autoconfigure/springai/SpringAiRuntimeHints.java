/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.springai;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * Registers the types of token usage that are read reflectively.
 */
class SpringAiRuntimeHints implements RuntimeHintsRegistrar {

	/**
	 * The providers' types for token usage, whose methods are called reflectively.
	 */
	private static final List<String> USAGES = List.of("com.openai.models.completions.CompletionUsage",
			"com.openai.models.completions.CompletionUsage$CompletionTokensDetails",
			"com.openai.models.completions.CompletionUsage$PromptTokensDetails", "com.anthropic.models.messages.Usage",
			"com.anthropic.models.messages.MessageDeltaUsage", "com.anthropic.models.messages.OutputTokensDetails");

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		USAGES.forEach((type) -> hints.reflection()
			.registerTypeIfPresent(classLoader, type, MemberCategory.INVOKE_PUBLIC_METHODS));
	}

}
