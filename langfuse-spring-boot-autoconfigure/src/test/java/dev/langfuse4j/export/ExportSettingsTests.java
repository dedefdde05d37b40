/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ExportSettings}.
 */
class ExportSettingsTests {

	private final ExportSettings settings = ExportSettings.defaults();

	@Test
	void endTakesNoLongerThanTheLimit() {
		ExportSettings limited = this.settings.endingWithin(Duration.ofSeconds(2));
		assertThat(limited.shutdownTimeout()).isEqualTo(Duration.ofSeconds(2));
		assertThat(limited).usingRecursiveComparison().ignoringFields("shutdownTimeout").isEqualTo(this.settings);
	}

	@Test
	void limitThatIsLongerChangesNothing() {
		assertThat(this.settings.endingWithin(Duration.ofSeconds(30))).isSameAs(this.settings);
	}

}
