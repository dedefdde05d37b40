/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.observation;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Checks what every score has, wherever it is made: a wrong argument is a mistake in the
 * calling code and is reported there, also while nothing is sent.
 *
 * @since 0.1.0
 */
@Internal
public final class ScoreArguments {

	private ScoreArguments() {
	}

	/**
	 * Checks the name of a score.
	 * @param name the name
	 * @throws IllegalArgumentException if it is empty
	 */
	public static void checkName(@Nullable String name) {
		Assert.isTrue(StringUtils.hasText(name), "The name of a score must not be empty: use a name such as 'helpful'");
	}

	/**
	 * Checks a numeric score.
	 * @param name the name
	 * @param value the value
	 * @throws IllegalArgumentException if the name is empty or the value is no number
	 */
	public static void check(@Nullable String name, double value) {
		checkName(name);
		Assert.isTrue(Double.isFinite(value), () -> "The value of score '" + name + "' is " + value
				+ ": use a finite number, or do not create a score without a result");
	}

	/**
	 * Checks a categorical score.
	 * @param name the name
	 * @param category the category
	 * @throws IllegalArgumentException if the name or the category is empty
	 */
	public static void check(@Nullable String name, @Nullable String category) {
		checkName(name);
		Assert.isTrue(StringUtils.hasText(category), () -> "The category of score '" + name
				+ "' must not be empty: set a category, or do not create a score without a result");
	}

}
