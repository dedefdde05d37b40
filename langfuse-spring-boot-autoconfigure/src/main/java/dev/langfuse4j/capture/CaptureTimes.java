/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.capture;

import java.util.concurrent.atomic.LongAdder;

import dev.langfuse4j.lang.Internal;

/**
 * Measures the time of capturing on the threads of the application. For meters;
 * thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class CaptureTimes {

	private final LongAdder count = new LongAdder();

	private final LongAdder nanos = new LongAdder();

	CaptureTimes() {
	}

	void add(long nanos) {
		this.count.increment();
		this.nanos.add(nanos);
	}

	/**
	 * Returns the number of captured values.
	 * @return the count
	 */
	public long count() {
		return this.count.sum();
	}

	/**
	 * Returns the total time of capturing.
	 * @return the nanoseconds
	 */
	public long totalNanos() {
		return this.nanos.sum();
	}

}
