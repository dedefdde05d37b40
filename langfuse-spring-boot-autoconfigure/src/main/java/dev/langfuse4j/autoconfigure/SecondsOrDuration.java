/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;

/**
 * A duration that may be written as a plain number of seconds, also a fraction such as
 * {@code 0.5}, as in the environment variables of the official SDKs, or in Spring Boot's
 * ways, such as {@code 500ms}.
 *
 * @param value the duration
 * @since 0.1.0
 */
@Internal
public record SecondsOrDuration(Duration value) {

	/**
	 * Reads a duration.
	 * @param text the text
	 * @return the duration, or {@code null} for an empty text, so that the default stays
	 * @throws IllegalArgumentException if it is neither a number nor a duration
	 */
	public static @Nullable SecondsOrDuration valueOf(String text) {
		String trimmed = text.trim();
		if (trimmed.isEmpty()) {
			return null;
		}
		if (trimmed.matches("\\d+(\\.\\d+)?")) {
			BigDecimal nanos = new BigDecimal(trimmed).movePointRight(9).setScale(0, RoundingMode.HALF_UP);
			try {
				return new SecondsOrDuration(Duration.ofNanos(nanos.longValueExact()));
			}
			catch (ArithmeticException ex) {
				throw new IllegalArgumentException("'" + text + "' seconds are too many", ex);
			}
		}
		return new SecondsOrDuration(DurationStyle.detectAndParse(trimmed, ChronoUnit.SECONDS));
	}

	/**
	 * Takes a number as YAML or code types it.
	 * @param seconds the seconds
	 * @return the duration
	 */
	public static @Nullable SecondsOrDuration valueOf(Integer seconds) {
		return valueOf(seconds.toString());
	}

	/**
	 * Takes a number as YAML or code types it.
	 * @param seconds the seconds
	 * @return the duration
	 */
	public static @Nullable SecondsOrDuration valueOf(Long seconds) {
		return valueOf(seconds.toString());
	}

	/**
	 * Takes a number as YAML or code types it.
	 * @param seconds the seconds
	 * @return the duration
	 */
	public static @Nullable SecondsOrDuration valueOf(Float seconds) {
		return valueOf(new BigDecimal(seconds.toString()));
	}

	/**
	 * Takes a number as YAML or code types it.
	 * @param seconds the seconds
	 * @return the duration
	 */
	public static @Nullable SecondsOrDuration valueOf(Double seconds) {
		return valueOf(BigDecimal.valueOf(seconds));
	}

	/**
	 * Takes a number as YAML or code types it.
	 * @param seconds the seconds
	 * @return the duration
	 */
	public static @Nullable SecondsOrDuration valueOf(BigDecimal seconds) {
		return valueOf(seconds.toPlainString());
	}

	static SecondsOrDuration ofSeconds(long seconds) {
		return new SecondsOrDuration(Duration.ofSeconds(seconds));
	}

	@Override
	public String toString() {
		return DurationStyle.SIMPLE.print(this.value, ChronoUnit.MILLIS);
	}

}
