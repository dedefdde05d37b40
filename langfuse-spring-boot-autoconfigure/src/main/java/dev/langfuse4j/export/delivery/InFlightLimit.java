/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

/**
 * Limits how many requests are under way at once. Touched by the export thread only.
 */
final class InFlightLimit {

	private final int max;

	private int inFlight;

	InFlightLimit(int max) {
		this.max = max;
	}

	void acquire() {
		this.inFlight++;
	}

	void release() {
		this.inFlight--;
	}

	/**
	 * Whether another request may be under way.
	 */
	boolean isFree() {
		return this.inFlight < this.max;
	}

	/**
	 * Whether no request is under way.
	 */
	boolean isIdle() {
		return this.inFlight == 0;
	}

}
