/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import org.jspecify.annotations.Nullable;

/**
 * The known state of a prompt: its value, its absence, or a failure. Immutable. Times are
 * nanoseconds of the cache's clock.
 *
 * @param prompt the value, perhaps an old one
 * @param etag its ETag
 * @param loadedAt the time at which the server last confirmed it
 * @param missing whether the server has said that there is none
 * @param problem why the server did not say last time
 * @param failures how many times in a row
 * @param nextAt when to ask again at the earliest, after it did not say or had none
 */
record SlotState(@Nullable PromptVersion prompt, @Nullable String etag, long loadedAt, boolean missing,
		@Nullable String problem, int failures, long nextAt) {

	static final SlotState EMPTY = new SlotState(null, null, 0, false, null, 0, 0);

	/**
	 * Time for which the absence of a prompt is cached.
	 */
	static final long NEGATIVE_NANOS = 5_000_000_000L;

	private static final long FIRST_BACKOFF_NANOS = 1_000_000_000L;

	private static final long MAX_BACKOFF_NANOS = 30_000_000_000L;

	/**
	 * Whether callers may wait for the server, because there is no value.
	 */
	private static final long MAX_COLD_BACKOFF_NANOS = 5_000_000_000L;

	private static final int MAX_DOUBLINGS = 5;

	/**
	 * Returns the state after a request.
	 */
	SlotState after(Fetched fetched, long now, long ttlNanos) {
		if (fetched instanceof Fetched.Found found) {
			return new SlotState(found.prompt(), found.etag(), now, false, null, 0, now);
		}
		if (fetched instanceof Fetched.NotModified && this.prompt != null) {
			return new SlotState(this.prompt, this.etag, now, false, null, 0, now);
		}
		if (fetched instanceof Fetched.NotFound) {
			return new SlotState(null, null, 0, true, null, 0, now + NEGATIVE_NANOS);
		}
		String why = (fetched instanceof Fetched.Failed failed) ? failed.problem()
				: "answered 304 to an unconditional request";
		int count = this.failures + 1;
		return new SlotState(this.prompt, this.etag, this.loadedAt, false, why, count, now + backoff(count, ttlNanos));
	}

	private long backoff(int count, long ttlNanos) {
		long max = (this.prompt != null) ? MAX_BACKOFF_NANOS : MAX_COLD_BACKOFF_NANOS;
		long backoff = Math.min(max, FIRST_BACKOFF_NANOS << Math.min(MAX_DOUBLINGS, count - 1));
		return (ttlNanos > 0) ? Math.min(backoff, ttlNanos) : backoff;
	}

	boolean isFresh(long now, long ttlNanos) {
		return this.prompt != null && now - this.loadedAt < ttlNanos;
	}

	/**
	 * Whether the server is to be left alone.
	 */
	boolean isWaiting(long now) {
		return (this.missing || this.problem != null) && now - this.nextAt < 0;
	}

}
