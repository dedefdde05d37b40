/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import dev.langfuse4j.capture.WellFormed;

import org.springframework.util.StringUtils;

/**
 * Tokens (or other units) that a model call used, in disjoint buckets: {@code input} does
 * not contain tokens that are counted as {@code input_cached_tokens}, because Langfuse
 * adds up the buckets if there is no {@code total}. Immutable.
 * <p>
 * A negative amount, or a bucket without a name, is ignored: providers use it for
 * "unknown", and Langfuse would drop the whole usage of the observation.
 *
 * @since 0.1.0
 */
public final class UsageDetails {

	/**
	 * No usage. Add buckets with {@link #with(String, long)}.
	 */
	public static final UsageDetails NONE = new UsageDetails(Collections.emptyMap());

	private final Map<String, Long> amounts;

	private UsageDetails(Map<String, Long> amounts) {
		this.amounts = amounts;
	}

	/**
	 * A usage of input and output tokens.
	 * @param input the tokens of the prompt, without cached ones
	 * @param output the tokens of the completion, reasoning included: it has a price for
	 * each model
	 * @return the usage
	 */
	public static UsageDetails of(long input, long output) {
		return NONE.with("input", input).with("output", output);
	}

	/**
	 * A usage of which only the total is known.
	 * @param total all tokens
	 * @return the usage
	 */
	public static UsageDetails ofTotal(long total) {
		return NONE.with("total", total);
	}

	/**
	 * A copy of this usage with one more bucket.
	 * @param bucket the bucket's name; Langfuse's price list knows {@code input},
	 * {@code output}, {@code input_cached_tokens}, {@code input_cache_creation},
	 * {@code output_reasoning_tokens}, {@code input_audio_tokens},
	 * {@code output_audio_tokens} and {@code total}
	 * @param amount the units used
	 * @return the usage
	 */
	public UsageDetails with(String bucket, long amount) {
		if (amount < 0 || !StringUtils.hasText(bucket)) {
			return this;
		}
		Map<String, Long> copy = new LinkedHashMap<>(this.amounts);
		copy.put(WellFormed.of(bucket), amount);
		return new UsageDetails(Collections.unmodifiableMap(copy));
	}

	/**
	 * The buckets in the order in which they were given.
	 * @return an unmodifiable map
	 */
	public Map<String, Long> amounts() {
		return this.amounts;
	}

	@Override
	public String toString() {
		return "UsageDetails" + this.amounts;
	}

}
