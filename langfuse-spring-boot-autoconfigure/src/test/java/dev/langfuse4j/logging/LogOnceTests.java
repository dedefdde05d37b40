/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.logging;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class LogOnceTests {

	@Test
	void messageIsLoggedAgainOnlyOnceItsKeyWasForgotten(CapturedOutput output) {
		LogOnce logger = new LogOnce(LogOnceTests.class);
		say(logger, "key", "instance");
		say(logger, "key", "instance");
		assertCount(output, "instance", 1);
		logger.forget("key");
		say(logger, "key", "instance");
		assertCount(output, "instance", 2);
	}

	@Test
	void sharedLoggerForgetsWhenAContextStarts(CapturedOutput output) {
		LogOnce shared = LogOnce.shared(LogOnceTests.class);
		LogOnce own = new LogOnce(LogOnceTests.class);
		for (int i = 0; i < 2; i++) {
			for (int repetition = 0; repetition < 2; repetition++) {
				say(shared, "key", "for all contexts");
				say(own, "key", "for one context");
			}
			LogOnce.contextStarts();
		}
		assertCount(output, "for all contexts", 2);
		assertCount(output, "for one context", 1);
	}

	@Test
	void differentMessagesAreBoundedForEachContext(CapturedOutput output) {
		LogOnce shared = LogOnce.shared(LogOnceTests.class);
		for (int i = 0; i < 1_100; i++) {
			say(shared, i, "bounded");
		}
		assertCount(output, "bounded", 1_000);
		LogOnce.contextStarts();
		say(shared, "key", "bounded");
		assertCount(output, "bounded", 1_001);
	}

	@Test
	void classesAreKnownByTheirNames(CapturedOutput output) {
		LogOnce logger = new LogOnce(LogOnceTests.class);
		say(logger, LogOnceTests.class, "class");
		say(logger, LogOnceTests.class.getName(), "class");
		assertCount(output, "class", 1);
	}

	private static void say(LogOnce logger, Object key, String message) {
		logger.warn(key, () -> "[" + message + "]");
	}

	private static void assertCount(CapturedOutput output, String message, int count) {
		assertThat(output.toString().split("\\[" + message + "]", -1)).hasSize(count + 1);
	}

}
