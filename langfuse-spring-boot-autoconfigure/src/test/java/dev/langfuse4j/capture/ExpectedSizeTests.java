/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The room for values that are captured in one place again and again.
 */
class ExpectedSizeTests {

	private static final int BUDGET = 100_000;

	private final ContentCapture capture = new ContentCapture(CaptureSettings.defaults());

	private final ExpectedSize size = new ExpectedSize();

	@Test
	void roomIsMadeForAsMuchAsCameBefore() {
		assertThat(room(capture(Collections.nCopies(30, 1)))).isGreaterThan(32);
		assertThat(this.size.tokens()).isEqualTo(32);
		CapturedContent second = capture(Collections.nCopies(30, 2));
		assertThat(room(second)).isEqualTo(32);
		assertThat(second.asText()).startsWith("[2,2,").endsWith(",2]");
	}

	@Test
	void whatWaitsHoldsLittleEmptyRoom() {
		capture(Collections.nCopies(90, 1));
		CapturedContent small = capture(List.of(1));
		assertThat(small.asText()).isEqualTo("[1]");
		assertThat(room(small)).isEqualTo(3);
		assertThat(this.size.tokens()).isEqualTo(JsonTokens.INITIAL_SIZE);
	}

	@Test
	void roomIsBounded() {
		this.size.found(1_000_000);
		assertThat(this.size.tokens()).isEqualTo(1_024);
	}

	private CapturedContent capture(Object value) {
		CapturedContent content = this.capture.value(value, BUDGET, this.size);
		assertThat(content).isNotNull();
		return content;
	}

	private static int room(CapturedContent content) {
		Object tokens = ReflectionTestUtils.getField(content, "tokens");
		assertThat(tokens).isNotNull();
		Object[] room = (Object[]) ReflectionTestUtils.getField(tokens, "tokens");
		return room.length;
	}

}
