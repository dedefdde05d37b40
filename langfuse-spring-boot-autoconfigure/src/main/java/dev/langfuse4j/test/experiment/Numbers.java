/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Shows averages.
 */
final class Numbers {

	private Numbers() {
	}

	/**
	 * Shows a number with as many digits as tell it from others.
	 */
	static String format(@Nullable Double number) {
		if (number == null) {
			return "-";
		}
		if (Math.abs(number) >= 1_000) {
			return String.format(Locale.ROOT, "%.0f", number);
		}
		return String.format(Locale.ROOT, "%.4f", number).replaceFirst("0{1,2}$", "");
	}

}
