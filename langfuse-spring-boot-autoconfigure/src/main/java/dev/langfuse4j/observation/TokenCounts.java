/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a model call as a provider counts them, each token once. A token for
 * which the server's price list has no bucket of its own is free of charge, so those go
 * where they have a price: reasoning and audio to the output or input, as providers
 * charge them, and writing to a cache to the input. Immutable.
 *
 * @param input the text of the prompt, without what is counted below
 * @param output the text of the answer, without what is counted below
 * @param cacheRead what was read from a cache
 * @param cacheWrite what was written to a cache for five minutes, or without saying how
 * long
 * @param cacheWriteOneHour what was written to a cache for an hour
 * @param reasoning what the model thought
 * @param inputAudio the audio of the prompt
 * @param outputAudio the audio of the answer
 * @param total all tokens, as far as the provider says so
 * @since 0.1.0
 */
@Internal
public record TokenCounts(long input, long output, long cacheRead, long cacheWrite, long cacheWriteOneHour,
		long reasoning, long inputAudio, long outputAudio, long total) {

	/**
	 * The usage in buckets that have a price.
	 * @param model the model's name
	 * @param reasoningApart whether reasoning has a bucket of its own nevertheless
	 * @return the usage; a bucket of zero is left out, as "zero" and "not said" are the
	 * same for providers
	 */
	public UsageDetails usage(@Nullable String model, boolean reasoningApart) {
		Prices prices = new Prices(model);
		Map<String, Long> buckets = new LinkedHashMap<>();
		add(buckets, prices.textInput(), this.input);
		add(buckets, prices.textOutput(), this.output);
		add(buckets, prices.cacheRead(), this.cacheRead);
		add(buckets, prices.cacheWrite(), this.cacheWrite);
		add(buckets, prices.cacheWriteOneHour(), this.cacheWriteOneHour);
		add(buckets, reasoningApart ? prices.reasoning() : prices.textOutput(), this.reasoning);
		add(buckets, prices.inputAudio(), this.inputAudio);
		add(buckets, prices.outputAudio(), this.outputAudio);
		UsageDetails usage = UsageDetails.NONE;
		long sum = 0;
		for (Map.Entry<String, Long> bucket : buckets.entrySet()) {
			usage = usage.with(bucket.getKey(), bucket.getValue());
			sum += bucket.getValue();
		}
		return usage.with("total", Math.max(sum, this.total));
	}

	/**
	 * The amounts that the buckets of {@link #usage} do not tell.
	 * @param model the model's name
	 * @param reasoningApart whether reasoning has a bucket of its own
	 * @return amounts for the metadata, none for most calls
	 */
	public Map<String, Long> details(@Nullable String model, boolean reasoningApart) {
		Prices prices = new Prices(model);
		Map<String, Long> details = new LinkedHashMap<>();
		if (!reasoningApart) {
			add(details, "reasoning_tokens", this.reasoning);
		}
		if (prices.cacheWrite().equals(prices.textInput())) {
			add(details, "cache_write_tokens", this.cacheWrite + this.cacheWriteOneHour);
		}
		if (prices.inputAudio().equals(prices.textInput())) {
			add(details, "input_audio_tokens", this.inputAudio);
		}
		if (prices.outputAudio().equals(prices.textOutput())) {
			add(details, "output_audio_tokens", this.outputAudio);
		}
		return details;
	}

	private static void add(Map<String, Long> buckets, String bucket, long amount) {
		if (amount > 0) {
			buckets.merge(bucket, amount, Long::sum);
		}
	}

	/**
	 * The buckets that the price list of the server has for a model, known by how
	 * providers name their models.
	 */
	private static final class Prices {

		private final String model;

		Prices(@Nullable String model) {
			this.model = (model != null) ? model.toLowerCase(Locale.ROOT) : "";
		}

		/**
		 * OpenAI's first models of sound are the only ones with a price for texts.
		 */
		private boolean pricesTexts() {
			return this.model.contains("gpt-4o-audio") || this.model.contains("gpt-4o-realtime");
		}

		private boolean isOfSound() {
			return this.model.contains("gpt-") && (this.model.contains("audio") || this.model.contains("realtime"));
		}

		/**
		 * Whether the model has another price for sound, as some of Gemini have.
		 */
		private boolean hears() {
			return this.model.contains("gemini-2.5-flash") || this.model.contains("gemini-3.1-flash-lite");
		}

		private boolean isGemini() {
			return this.model.contains("gemini");
		}

		private boolean isClaude() {
			return this.model.contains("claude");
		}

		String textInput() {
			return pricesTexts() ? "input_text_tokens" : "input";
		}

		String textOutput() {
			return pricesTexts() ? "output_text_tokens" : "output";
		}

		String cacheRead() {
			return pricesTexts() ? "input_cached_text_tokens" : "input_cached_tokens";
		}

		/**
		 * The same price as {@code input_cache_creation_5m}, which older servers lack.
		 */
		String cacheWrite() {
			return isClaude() ? "input_cache_creation" : textInput();
		}

		String cacheWriteOneHour() {
			return isClaude() ? "input_cache_creation_1h" : textInput();
		}

		String reasoning() {
			return isGemini() ? "output_reasoning" : "output_reasoning_tokens";
		}

		String inputAudio() {
			return (isOfSound() || hears()) ? "input_audio_tokens" : textInput();
		}

		String outputAudio() {
			return isOfSound() ? "output_audio_tokens" : textOutput();
		}

	}

}
