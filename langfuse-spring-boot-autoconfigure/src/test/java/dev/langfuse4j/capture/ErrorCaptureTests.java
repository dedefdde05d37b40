/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Exceptions are recorded with type, message and stack trace, and without content when
 * content is off.
 */
class ErrorCaptureTests {

	private final ContentCapture capture = new ContentCapture(CaptureSettings.defaults());

	@Test
	void exceptionsAreCapturedWhateverTheirMethodsDo() {
		CapturedError error = error(new RuntimeException() {

			@Override
			public String getMessage() {
				throw new IllegalStateException();
			}

		});
		assertThat(error.message().asText()).startsWith("dev.langfuse4j.capture.ErrorCaptureTests");
		assertThat(error.stackTrace()).isNull();
		RuntimeException deep = new RuntimeException("0");
		for (int i = 1; i < 500; i++) {
			deep = new RuntimeException("" + i, deep);
		}
		CapturedContent trace = error(deep).stackTrace();
		assertThat(trace.replaceTexts(200_000, UnaryOperator.identity()).asText()).hasSizeBetween(16_000, 16_100)
			.endsWith(" more characters]");
	}

	@Test
	void failureOfAnotherThreadIsNotItsWrapper() {
		CapturedError error = error(new CompletionException(new IllegalStateException("lost")));
		assertThat(error.type()).isEqualTo("java.lang.IllegalStateException");
		assertThat(error.message().asText()).isEqualTo("lost");
		assertThat(error.stackTrace().asText()).contains("CompletionException").contains("IllegalStateException");
		assertThat(error(new CompletionException("none", null)).message().asText()).isEqualTo("none");
	}

	@Test
	void contentIsInNoText() {
		assertThat(CapturedContent.text("secret")).hasToString("CapturedContent[6 characters]");
		assertThat(error(new RuntimeException("secret")).toString()).doesNotContain("secret");
	}

	@Test
	void metadataOnlyCapturesNothing() {
		ContentCapture off = new ContentCapture(
				new CaptureSettings(false, CaptureSwitches.ALL, Map.of(), Map.of(), true, 1_000, 1_000, 16, 1_000));
		assertThat(off.content("x", 10)).isNull();
		assertThat(off.arguments(off.names("a"), new Object[] { "x" }, 10)).isNull();
		CapturedError error = off.error(new IllegalStateException("secret"), true, 1_000, new RecordedErrors(), "1");
		assertThat(error.message().asText()).isEqualTo("java.lang.IllegalStateException");
		assertThat(error.stackTrace()).isNull();
	}

	private CapturedError error(Throwable error) {
		return this.capture.error(error, true, 1_000_000, new RecordedErrors(), "1");
	}

}
