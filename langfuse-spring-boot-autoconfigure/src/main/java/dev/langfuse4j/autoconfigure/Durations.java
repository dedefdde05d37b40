/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure;

import java.time.Duration;

/**
 * Durations that are configured, checked and within what clocks and timers can count.
 */
final class Durations {

	/**
	 * A practically unlimited time whose sums still fit into a number of nanoseconds.
	 */
	private static final Duration MAX = Duration.ofDays(36_500);

	private Durations() {
	}

	static Duration bounded(Duration value) {
		return (value.compareTo(MAX) > 0) ? MAX : value;
	}

	static void positive(String property, Duration value) {
		if (value.isNegative() || value.isZero()) {
			throw InvalidLangfusePropertyException.notPositive(property);
		}
	}

}
