/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A clock that goes on when a test says so. It begins close to where its ticks overflow,
 * as those of the virtual machine may.
 */
final class ManualClock implements LongSupplier {

	private long now = Long.MAX_VALUE - 1_000;

	@Override
	public long getAsLong() {
		return this.now;
	}

	void goOn(Duration time) {
		goOn(time.toNanos());
	}

	void goOn(long nanos) {
		this.now += nanos;
	}

}
