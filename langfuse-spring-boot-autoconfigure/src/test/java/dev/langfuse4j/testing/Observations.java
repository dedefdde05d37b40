/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.testing;

import java.util.concurrent.atomic.AtomicInteger;

import dev.langfuse4j.capture.CapturedContent;
import dev.langfuse4j.observation.ObservationData;
import dev.langfuse4j.observation.ObservationType;
import dev.langfuse4j.observation.TraceState;

/**
 * Finished observations for tests of what comes after them.
 */
public final class Observations {

	private static final AtomicInteger count = new AtomicInteger();

	private Observations() {
	}

	public static TraceState trace() {
		return new TraceState(String.format("%032x", count.incrementAndGet()), "trace", true);
	}

	public static ObservationData named(String name) {
		return withInput(trace(), name, "in");
	}

	public static ObservationData in(TraceState trace, String name) {
		return withInput(trace, name, "in");
	}

	public static ObservationData withInput(TraceState trace, String name, String input) {
		return ObservationData
			.builder(trace, String.format("%016x", count.incrementAndGet()), name, ObservationType.SPAN)
			.time(1_760_000_000_000_000_000L, 1_760_000_001_000_000_000L)
			.input(CapturedContent.text(input))
			.build();
	}

}
