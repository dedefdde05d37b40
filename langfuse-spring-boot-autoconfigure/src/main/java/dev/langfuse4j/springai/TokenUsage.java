/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import java.util.Set;

import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.observation.TokenCounts;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.metadata.Usage;

/**
 * Counts each token of a model call once, which providers do in different ways.
 */
final class TokenUsage {

	/**
	 * Providers that count cached tokens beside those of the prompt, not among them.
	 */
	private static final Set<String> CACHE_APART = Set.of("anthropic", "bedrock_converse");

	private TokenUsage() {
	}

	/**
	 * Records the usage, or nothing if the provider does not report it: Spring AI then
	 * reports zero.
	 */
	static void record(LangfuseObservation observation, @Nullable Usage usage, String provider, @Nullable String model,
			SpringAiSettings settings) {
		TokenCounts counts = of(usage, provider);
		if (counts != null) {
			observation.usage(counts.usage(model, settings.reasoningApart()));
			observation.metadata(counts.details(model, settings.reasoningApart()));
		}
	}

	static @Nullable TokenCounts of(@Nullable Usage usage, String provider) {
		if (usage == null) {
			return null;
		}
		long prompt = positive(usage.getPromptTokens());
		long completion = positive(usage.getCompletionTokens());
		long total = positive(usage.getTotalTokens());
		if (prompt + completion + total == 0) {
			return null;
		}
		NativeUsage details = NativeUsage.of(usage);
		long cached = positive(usage.getCacheReadInputTokens());
		long written = positive(usage.getCacheWriteInputTokens());
		if (!CACHE_APART.contains(provider) && prompt >= cached + written) {
			prompt -= cached + written;
		}
		prompt = Math.max(0, prompt - details.inputAudio());
		boolean reasoningBeside = total >= prompt + details.inputAudio() + cached + written + completion
				+ details.reasoning();
		completion = Math.max(0, completion - details.outputAudio() - (reasoningBeside ? 0 : details.reasoning()));
		long writtenForAnHour = Math.min(written, details.writtenForAnHour());
		return new TokenCounts(prompt, completion, cached, written - writtenForAnHour, writtenForAnHour,
				details.reasoning(), details.inputAudio(), details.outputAudio(), total);
	}

	private static long positive(@Nullable Number amount) {
		return (amount != null) ? Math.max(0, amount.longValue()) : 0;
	}

}
