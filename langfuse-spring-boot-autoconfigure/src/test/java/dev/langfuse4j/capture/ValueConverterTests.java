/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A {@link ValueConverter} replaces a value by another one.
 */
class ValueConverterTests {

	private final AtomicInteger asked = new AtomicInteger();

	private final ContentCapture capture = new ContentCapture(CaptureSettings.defaults(), Redactions.none(),
			new ApplicationClasses(List.of()), () -> List.of(new Unwrapping()), List::of);

	@Test
	void isCapturedLikeAnyOtherValue() {
		assertThat(json(new Box("plain"))).isEqualTo("{\"value\":\"plain\"}");
		assertThat(this.asked).hasValue(1);
	}

	@Test
	void isNamedIfItIsForAConverterAgain() {
		assertThat(json(new Box(new Box("inner")))).isEqualTo("{\"value\":\"<ValueConverterTests.Box>\"}");
		assertThat(this.asked).as("not asked for what it has returned").hasValue(1);
	}

	private String json(Object value) {
		return this.capture.arguments(this.capture.names("value"), new Object[] { value }, 1_000).asText();
	}

	private final class Unwrapping implements ValueConverter {

		@Override
		public boolean supports(Class<?> type) {
			return type == Box.class;
		}

		@Override
		public Object convert(Object value) {
			ValueConverterTests.this.asked.incrementAndGet();
			return ((Box) value).content();
		}

	}

	private record Box(Object content) {

	}

}
