/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

import dev.langfuse4j.logging.Escape;

/**
 * Writes values for people, in one line each and bounded.
 */
final class Texts {

	static final String NOTHING = "-";

	private static final int MAX_ERROR = 160;

	private static final int MAX_ID = 40;

	private Texts() {
	}

	static String duration(Duration duration) {
		long millis = duration.toMillis();
		if (millis < 10_000) {
			return (millis < 1_000) ? millis + " ms" : String.format(Locale.ROOT, "%.1f s", millis / 1_000.0);
		}
		long seconds = duration.toSeconds();
		return (seconds < 60) ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
	}

	static String number(double value) {
		return (value == Math.rint(value) && Math.abs(value) < 1e9) ? Long.toString((long) value)
				: String.format(Locale.ROOT, "%.3f", value);
	}

	static String cost(OptionalDouble cost) {
		return cost.isPresent() ? String.format(Locale.ROOT, "$%.4f", cost.getAsDouble()) : NOTHING;
	}

	static String tokens(OptionalLong tokens) {
		return tokens.isPresent() ? Long.toString(tokens.getAsLong()) : NOTHING;
	}

	static String id(ItemResult<?> result, int repetitions) {
		String id = Escape.line(result.item().id(), MAX_ID);
		return (repetitions > 1) ? id + " #" + result.repetition() : id;
	}

	static String error(Throwable error, UnaryOperator<String> mask) {
		String type = error.getClass().getSimpleName();
		String message = error.getMessage();
		if (message == null || message.isBlank()) {
			return type;
		}
		// What a masker recognizes may be longer than what is shown
		return type + ": " + Escape.line(mask.apply(message), MAX_ERROR);
	}

}
