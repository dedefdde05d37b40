/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.dataset;

import java.time.Duration;

import dev.langfuse4j.observation.TraceState;
import dev.langfuse4j.trace.DatasetEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DatasetLifecycle}: the intake is created for the first item.
 */
@ExtendWith(OutputCaptureExtension.class)
class DatasetLifecycleTests {

	@Test
	void failureToCreateTheIntakeDoesNotReachTheApplication(CapturedOutput output) {
		DatasetLifecycle lifecycle = new DatasetLifecycle(() -> {
			throw new NoClassDefFoundError("dev/example/Missing");
		}, Duration.ofSeconds(1));
		DatasetEntry entry = new DatasetEntry(new TraceState("0af7651916cd43dd8448eb211c80319c", "trace", true),
				"b7ad6b7169203331", "qa", null, null);
		lifecycle.accept(entry);
		lifecycle.accept(entry);
		assertThat(lifecycle.lost()).isEqualTo(2);
		assertThat(lifecycle.delivered()).isZero();
		assertThat(output)
			.containsOnlyOnce("An observation is not added to its dataset: java.lang.NoClassDefFoundError");
		lifecycle.stop();
		lifecycle.destroy();
	}

}
