/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.util.concurrent.atomic.AtomicLong;

import dev.langfuse4j.export.Compression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CompressionRule}.
 */
class CompressionRuleTests {

	private final AtomicLong rate = new AtomicLong(CompressionRule.MIN_RATE);

	private final CompressionRule rule = new CompressionRule(Compression.AUTO, this.rate::get);

	@Test
	void asManyRequestsAsLeaveSoonAreUncompressedWhileTheEncoderIsBehind() {
		assertThat(this.rule.uncompressed(2, true)).isEqualTo(2);
		assertThat(this.rule.uncompressed(0, true)).as("without a free place").isZero();
	}

	@Test
	void encoderThatKeepsUpCompresses() {
		assertThat(this.rule.uncompressed(2, false)).isZero();
	}

	@Test
	void slowConnectionGetsCompressedRequests() {
		this.rate.set(CompressionRule.MIN_RATE - 1);
		assertThat(this.rule.uncompressed(2, true)).isZero();
		this.rate.set(0);
		assertThat(this.rule.uncompressed(2, true)).as("unknown").isZero();
		this.rate.set(CompressionRule.MIN_RATE);
		assertThat(this.rule.uncompressed(2, true)).as("fast again").isEqualTo(2);
	}

	@Test
	void serverThatRefusedAnUncompressedRequestAsTooLargeGetsNoOther() {
		this.rule.refused();
		assertThat(this.rule.uncompressed(2, true)).isZero();
	}

	@ParameterizedTest
	@EnumSource(names = { "GZIP", "NONE" })
	void otherSettingsDependOnNothingMeasured(Compression setting) {
		CompressionRule fixed = new CompressionRule(setting, () -> 0);
		fixed.refused();
		int expected = (setting == Compression.NONE) ? 2 : 0;
		assertThat(fixed.uncompressed(2, false)).isEqualTo(expected);
		assertThat(fixed.uncompressed(2, true)).isEqualTo(expected);
		assertThat(fixed.uncompressed(0, true)).as("compressed while it waits").isZero();
	}

}
