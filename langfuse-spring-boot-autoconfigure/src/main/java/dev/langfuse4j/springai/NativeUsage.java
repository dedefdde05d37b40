/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.springai;

import dev.langfuse4j.observation.ProviderValues;
import org.jspecify.annotations.Nullable;

import org.springframework.ai.chat.metadata.Usage;

/**
 * The usage that only the provider's own type reports. Its methods are called
 * reflectively, as each client has its own type, none of which need be on the class path.
 *
 * @param reasoning the tokens that a model thought
 * @param inputAudio the tokens of audio in the prompt
 * @param outputAudio the tokens of audio in the answer
 * @param writtenForAnHour the tokens of the prompt that were written to a cache for an
 * hour
 */
record NativeUsage(long reasoning, long inputAudio, long outputAudio, long writtenForAnHour) {

	static NativeUsage of(Usage usage) {
		Object details = usage.getNativeUsage();
		Object output = first(details, "completionTokensDetails", "completionTokenDetails", "outputTokensDetails");
		Object input = first(details, "promptTokensDetails");
		return new NativeUsage(
				number(first(output, "reasoningTokens", "thinkingTokens"), first(usage, "getThoughtsTokenCount")),
				number(first(input, "audioTokens"), audio(first(usage, "getPromptTokensDetails"))),
				number(first(output, "audioTokens"), audio(first(usage, "getCandidatesTokensDetails"))),
				number(first(first(details, "cacheCreation"), "ephemeral1hInputTokens")));
	}

	/**
	 * The number of tokens of audio among those that Gemini counts by modality.
	 */
	private static @Nullable Object audio(@Nullable Object counts) {
		if (counts instanceof Iterable<?> modalities) {
			for (Object modality : modalities) {
				if ("AUDIO".equals(String.valueOf(first(modality, "getModality")))) {
					return first(modality, "getTokenCount");
				}
			}
		}
		return null;
	}

	private static long number(@Nullable Object... values) {
		for (Object value : values) {
			if (value instanceof Number number) {
				return Math.max(0, number.longValue());
			}
		}
		return 0;
	}

	/**
	 * The value of the first of these methods that there is.
	 */
	static @Nullable Object first(@Nullable Object target, String... names) {
		return ProviderValues.first(target, names);
	}

}
