/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Limits the total time that Langfuse delays the end of the application. Used by the
 * thread that ends the application.
 */
final class Patience {

	/**
	 * Limits the time if the application fails to start, so that the failure is reported
	 * soon.
	 */
	private static final Duration START = Duration.ofSeconds(2);

	/**
	 * Fraction of the time that is reserved for writing to disk.
	 */
	private static final int SPILL_SHARE = 4;

	private static final Duration SPILL = Duration.ofSeconds(2);

	private final Duration total;

	private final boolean spills;

	private volatile boolean starting;

	private volatile Duration spent = Duration.ZERO;

	Patience(Duration total, boolean spills) {
		this.total = total;
		this.spills = spills;
	}

	/**
	 * The application starts, or has started.
	 */
	void starting(boolean starting) {
		this.starting = starting;
	}

	/**
	 * The application goes on after all.
	 */
	void renew() {
		this.spent = Duration.ZERO;
	}

	/**
	 * The time that is left for the server, not negative.
	 */
	Duration forServer() {
		Duration left = left();
		return this.spills ? left.minus(left.dividedBy(SPILL_SHARE)) : left;
	}

	/**
	 * The time that is left for the disk.
	 */
	Duration forDisk() {
		return this.starting ? left() : SPILL;
	}

	private Duration left() {
		Duration limit = (this.starting && this.total.compareTo(START) > 0) ? START : this.total;
		Duration left = limit.minus(this.spent);
		return left.isNegative() ? Duration.ZERO : left;
	}

	/**
	 * Waits for a result. An interruption must not lose observations: it is restored
	 * later.
	 */
	void await(CompletableFuture<Boolean> result, Duration timeout) {
		long start = System.nanoTime();
		boolean interrupted = Thread.interrupted();
		Flushes.await(result, timeout);
		this.spent = this.spent.plusNanos(System.nanoTime() - start);
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

}
