/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.fault;

import java.util.Arrays;

/**
 * The durations of calls.
 */
final class Latencies {

	private long[] nanos = new long[1_024];

	private int count;

	synchronized void add(long nanos) {
		if (this.count == this.nanos.length) {
			this.nanos = Arrays.copyOf(this.nanos, this.count * 2);
		}
		this.nanos[this.count++] = nanos;
	}

	/**
	 * The time within which 99 of 100 calls returned, in milliseconds.
	 */
	synchronized double p99() {
		long[] sorted = Arrays.copyOf(this.nanos, this.count);
		Arrays.sort(sorted);
		return (this.count > 0) ? sorted[(int) Math.ceil(this.count * 0.99) - 1] / 1e6 : 0;
	}

	synchronized int count() {
		return this.count;
	}

}
