/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Computes the delay before a retry. It is exponential with full jitter, so that many
 * clients of one server do not retry at the same time.
 *
 * @see <a href=
 * "https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">Exponential
 * backoff and jitter</a>
 */
final class Backoff {

	private static final int MAX_DOUBLINGS = 20;

	private final Duration initial;

	private final Duration max;

	Backoff(Duration initial, Duration max) {
		this.initial = initial;
		this.max = max;
	}

	/**
	 * The wait in nanoseconds after so many failed attempts.
	 */
	long afterAttempts(int attempts) {
		return ThreadLocalRandom.current().nextLong(ceiling(attempts) + 1);
	}

	long ceiling(int attempts) {
		int doublings = Math.min(Math.max(0, attempts - 1), MAX_DOUBLINGS);
		Duration wait = this.initial.multipliedBy(1L << doublings);
		return ((wait.compareTo(this.max) > 0) ? this.max : wait).toNanos();
	}

}
