/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.testing;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Makes each {@code await()} without a limit of its own wait longer than Awaitility's ten
 * seconds, which a busy machine may need. JUnit finds it by its service file.
 */
public final class Patience implements BeforeAllCallback {

	@Override
	public void beforeAll(ExtensionContext context) {
		apply();
	}

	/**
	 * Sets the limit, which JUnit does not do in a process that a test starts.
	 */
	public static void apply() {
		Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
	}

}
