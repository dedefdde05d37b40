/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Opens after several failures in a row, or after a misconfiguration. The server is then
 * only probed, less and less often. Any response that is not a failure closes it. Used by
 * the export thread only.
 */
final class CircuitBreaker {

	private final int failuresToOpen;

	private final Backoff probes;

	private final LongSupplier ticks;

	/**
	 * Requests that failed since the last answer.
	 */
	private int failures;

	private boolean open;

	private long opened;

	private int failedProbes;

	private boolean misconfigured;

	/**
	 * Creates a breaker that is closed.
	 * @param failuresToOpen the failures in a row after which it opens
	 * @param probes how far apart the probes are
	 * @param ticks the clock, in nanoseconds
	 */
	CircuitBreaker(int failuresToOpen, Backoff probes, LongSupplier ticks) {
		this.failuresToOpen = failuresToOpen;
		this.probes = probes;
		this.ticks = ticks;
	}

	boolean isOpen() {
		return this.open;
	}

	int failures() {
		return this.failures;
	}

	/**
	 * Whether the last response was a misconfiguration.
	 */
	boolean isMisconfigured() {
		return this.misconfigured;
	}

	/**
	 * Closes it: the server works, or reports an error of the request.
	 */
	void close() {
		this.failures = 0;
		this.failedProbes = 0;
		this.misconfigured = false;
		this.open = false;
	}

	/**
	 * Opens it, if it is not open yet.
	 */
	void open() {
		if (!this.open) {
			this.open = true;
			this.opened = this.ticks.getAsLong();
		}
	}

	/**
	 * Counts a failure.
	 * @param misconfigured whether the configuration has to be corrected
	 * @return whether it is open, or has to be opened
	 */
	boolean failed(boolean misconfigured) {
		this.failures++;
		this.misconfigured = misconfigured;
		return this.open || misconfigured || this.failures >= this.failuresToOpen;
	}

	/**
	 * Opens it, or counts a probe that failed.
	 * @param sent when the request that failed was sent, in ticks
	 * @return the nanoseconds until the next probe, empty if that stays as it is: a
	 * request that was sent before the breaker opened was no probe
	 */
	OptionalLong probeLater(long sent) {
		if (this.open && sent - this.opened < 0) {
			return OptionalLong.empty();
		}
		open();
		return OptionalLong.of(this.probes.ceiling(++this.failedProbes));
	}

}
