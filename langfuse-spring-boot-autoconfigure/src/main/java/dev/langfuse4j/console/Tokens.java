/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.console;

import java.util.Map;

import dev.langfuse4j.observation.UsageDetails;
import org.jspecify.annotations.Nullable;

/**
 * Tokens, added up from the buckets of usages.
 *
 * @param input those of the prompt, cached ones included
 * @param output those of the answer
 * @param total all, which may be more where only that is known
 */
record Tokens(long input, long output, long total) {

	private static final String TOTAL = "total";

	static @Nullable Tokens of(@Nullable UsageDetails usage) {
		if (usage == null || usage.amounts().isEmpty()) {
			return null;
		}
		long input = 0;
		long output = 0;
		long sum = 0;
		for (Map.Entry<String, Long> bucket : usage.amounts().entrySet()) {
			if (!bucket.getKey().equals(TOTAL)) {
				input += bucket.getKey().startsWith("input") ? bucket.getValue() : 0;
				output += bucket.getKey().startsWith("output") ? bucket.getValue() : 0;
				sum += bucket.getValue();
			}
		}
		return new Tokens(input, output, usage.amounts().getOrDefault(TOTAL, sum));
	}

	static @Nullable Tokens sum(@Nullable Tokens one, @Nullable Tokens other) {
		if (one == null || other == null) {
			return (one != null) ? one : other;
		}
		return new Tokens(one.input + other.input, one.output + other.output, one.total + other.total);
	}

	static @Nullable Json json(@Nullable Tokens tokens) {
		return (tokens != null)
				? new Json().put("input", tokens.input).put("output", tokens.output).put(TOTAL, tokens.total) : null;
	}

}
