/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.testing;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.awaitility.pollinterval.IterativePollInterval;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Makes each {@code await()} without a limit of its own wait longer than Awaitility's ten
 * seconds, which a busy machine may need, and look at once and often at first: by default
 * each of them takes 100 milliseconds or more. JUnit finds it by its service file.
 */
public final class Patience implements BeforeAllCallback {

	private static final Duration LONGEST = Duration.ofMillis(50);

	@Override
	public void beforeAll(ExtensionContext context) {
		apply();
	}

	/**
	 * Sets the defaults, which JUnit does not do in a process that a test starts.
	 */
	public static void apply() {
		Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
		Awaitility.setDefaultPollDelay(Duration.ZERO);
		Awaitility.setDefaultPollInterval(IterativePollInterval.iterative(Patience::longer, Duration.ofMillis(2)));
	}

	private static Duration longer(Duration interval) {
		return (interval.compareTo(LONGEST) < 0) ? interval.multipliedBy(2) : interval;
	}

}
