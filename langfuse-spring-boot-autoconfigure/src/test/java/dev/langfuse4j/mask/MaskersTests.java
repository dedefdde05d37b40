/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.mask;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Maskers}.
 */
@ExtendWith(OutputCaptureExtension.class)
class MaskersTests {

	@Test
	void maskersAreAskedInTheirOrder() {
		Maskers maskers = Maskers.of((text) -> text + "1", (text) -> text + "2");
		assertThat(maskers.mask("a")).isEqualTo("a12");
		assertThat(maskers.failures()).isZero();
	}

	@Test
	void whatThrowsOrAnswersNullLeavesNothing(CapturedOutput output) {
		Maskers throwing = Maskers.of((text) -> {
			throw new IllegalStateException(text);
		});
		assertThat(throwing.mask("captured")).isEqualTo("<masking failed>");
		assertThat(throwing.mask("captured")).isEqualTo("<masking failed>");
		assertThat(throwing.failures()).isEqualTo(2);
		assertThat(Maskers.of((text) -> null).mask("captured")).isEqualTo("<masking failed>");
		assertThat(Maskers.of((text) -> {
			throw new StackOverflowError();
		}).mask("captured")).isEqualTo("<masking failed>");
		assertThat(output).contains("A text could not be masked").doesNotContain("captured");
	}

	@Test
	void maskersThatCannotBeHadLeaveNothing() {
		Maskers maskers = new Maskers(() -> {
			throw new IllegalStateException();
		});
		assertThat(maskers.mask("captured")).isEqualTo("<masking failed>");
	}

	@Test
	void nobodyIsAskedForWhatIsEmpty() {
		Maskers maskers = Maskers.of((text) -> "", (text) -> {
			throw new IllegalStateException();
		});
		assertThat(maskers.mask("a")).isEmpty();
		assertThat(List.of(maskers.failures())).containsExactly(0L);
	}

}
