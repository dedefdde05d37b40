/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.util.Map;

import dev.langfuse4j.logging.Escape;
import dev.langfuse4j.mask.Maskers;
import org.jspecify.annotations.Nullable;

/**
 * One run of an item, for the report.
 *
 * @param test the name of the test method, {@code null} without one
 * @param repetition the number of the repetition, from 1
 * @param outcome how it ended
 * @param scores the scores, each a number, a boolean or a text
 * @param message the beginning of what was thrown, or its type, {@code null} without one
 * @param traceId the id of the trace, {@code null} if nothing was recorded
 * @param millis how long it took, in milliseconds
 */
record Attempt(@Nullable String test, int repetition, Outcome outcome, Map<String, Object> scores,
		@Nullable String message, @Nullable String traceId, long millis) {

	/**
	 * The score that each test gives by itself.
	 */
	static final String PASSED = "passed";

	private static final int MAX_MESSAGE = 200;

	/**
	 * The characters that are masked, as more than these are never shown.
	 */
	private static final int MAX_MASKED = 4_000;

	static Attempt missing(String test, int repetition) {
		return new Attempt(test, repetition, Outcome.MISSING, Map.of(), null, null, 0);
	}

	/**
	 * The value of a score as a number.
	 * @return the number, or {@code null} if there is none
	 */
	@Nullable Double number(String score) {
		Object value = this.scores.get(score);
		if (value instanceof Boolean flag) {
			return flag ? 1.0 : 0.0;
		}
		return (value instanceof Number number) ? number.doubleValue() : null;
	}

	/**
	 * Returns the class name of a failure, without its message.
	 */
	static @Nullable String name(@Nullable Throwable failure) {
		return (failure != null) ? failure.getClass().getSimpleName() : null;
	}

	/**
	 * The beginning of what a failure says, masked.
	 */
	static @Nullable String message(@Nullable Throwable failure, Maskers maskers) {
		if (failure == null) {
			return null;
		}
		String message = (failure.getMessage() != null) ? failure.getMessage() : "";
		String masked = maskers.mask(message.substring(0, Math.min(message.length(), MAX_MASKED)));
		String type = (failure instanceof AssertionError) ? "" : name(failure) + ": ";
		return Escape.line(type + masked.strip().replaceAll("\\s+", " "), MAX_MESSAGE);
	}

}
