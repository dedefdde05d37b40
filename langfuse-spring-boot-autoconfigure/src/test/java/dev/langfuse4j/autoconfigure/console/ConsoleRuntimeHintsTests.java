/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.console;

import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page in native images.
 */
class ConsoleRuntimeHintsTests {

	@Test
	void filesOfThePageAreKept() {
		RuntimeHints hints = new RuntimeHints();
		new ConsoleRuntimeHints().registerHints(hints, getClass().getClassLoader());
		assertThat(RuntimeHintsPredicates.resource().forResource("META-INF/langfuse-console/files.txt")).accepts(hints);
		assertThat(RuntimeHintsPredicates.resource().forResource("META-INF/langfuse-console/index.html"))
			.accepts(hints);
		assertThat(getClass().getClassLoader().getResource("META-INF/langfuse-console/index.html")).isNotNull();
	}

}
