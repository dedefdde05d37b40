/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.feedback;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * A name that feedback can be given under, and the values that it takes.
 *
 * @since 0.1.0
 */
@Internal
public abstract sealed class FeedbackName {

	private static final Pattern RANGE = Pattern
		.compile("numeric:(-?\\d{1,9}(?:\\.\\d{1,9})?)\\.\\.(-?\\d{1,9}(?:\\.\\d{1,9})?)");

	private static final String CATEGORY = "category:";

	/**
	 * Parses the values of a name.
	 * @param type {@code boolean}, {@code numeric}, {@code numeric:1..5} or
	 * {@code category:wrong,slow}
	 * @return the values
	 * @throws IllegalArgumentException if it is not one of these
	 */
	public static FeedbackName of(String type) {
		String trimmed = type.trim();
		Matcher range = RANGE.matcher(trimmed);
		if (trimmed.equals("boolean")) {
			return new BooleanName();
		}
		if (trimmed.equals("numeric")) {
			return new NumericName(-Double.MAX_VALUE, Double.MAX_VALUE);
		}
		if (range.matches()) {
			return new NumericName(Double.parseDouble(range.group(1)), Double.parseDouble(range.group(2)));
		}
		Assert.isTrue(trimmed.startsWith(CATEGORY), "is not a type of feedback");
		return new CategoryName(
				List.of(StringUtils.commaDelimitedListToStringArray(trimmed.substring(CATEGORY.length()))));
	}

	/**
	 * Returns the value of a vote.
	 * @throws InvalidFeedbackException if the name does not take it
	 */
	final Object read(JsonNode value) {
		Object read = accept(value);
		if (read == null) {
			throw new InvalidFeedbackException("value", "must be " + describe());
		}
		return read;
	}

	abstract @Nullable Object accept(JsonNode value);

	abstract String describe();

	private static final class BooleanName extends FeedbackName {

		@Override
		@Nullable Object accept(JsonNode value) {
			return value.isBoolean() ? value.booleanValue() : null;
		}

		@Override
		String describe() {
			return "true or false";
		}

	}

	private static final class NumericName extends FeedbackName {

		private final double min;

		private final double max;

		NumericName(double min, double max) {
			Assert.isTrue(min < max, "has an empty range");
			this.min = min;
			this.max = max;
		}

		@Override
		@Nullable Object accept(JsonNode value) {
			double number = value.isNumber() ? value.asDouble(Double.NaN) : Double.NaN;
			return (number >= this.min && number <= this.max) ? number : null;
		}

		@Override
		String describe() {
			return (this.max == Double.MAX_VALUE) ? "a number" : "a number from " + this.min + " to " + this.max;
		}

	}

	private static final class CategoryName extends FeedbackName {

		private final List<String> categories;

		CategoryName(List<String> categories) {
			this.categories = categories.stream().map(String::trim).toList();
			Assert.isTrue(!this.categories.isEmpty() && this.categories.stream().allMatch(StringUtils::hasText),
					"has an empty category");
		}

		@Override
		@Nullable Object accept(JsonNode value) {
			return (value.isString() && this.categories.contains(value.stringValue())) ? value.stringValue() : null;
		}

		@Override
		String describe() {
			return "one of " + String.join(", ", this.categories);
		}

	}

}
