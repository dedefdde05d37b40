/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.time.Duration;
import java.util.function.LongSupplier;

import dev.langfuse4j.export.RetrySettings;
import org.jspecify.annotations.Nullable;

/**
 * Determines the delay before the next request: a back-off, or the {@code Retry-After} of
 * the server. Touched by the export thread only.
 */
final class RetryPolicy {

	private final Backoff backoff;

	private final long minSkipInterval;

	private final LongSupplier ticks;

	/**
	 * Until when the server wants to be left alone.
	 */
	private long retryAfter;

	/**
	 * Until when nothing is tried as it has failed before.
	 */
	private long notBefore;

	private @Nullable Long lastSkip;

	/**
	 * Creates a policy without a pending delay.
	 * @param settings the settings of delays
	 * @param ticks the clock, in nanoseconds
	 */
	RetryPolicy(RetrySettings settings, LongSupplier ticks) {
		this.backoff = new Backoff(settings.initialBackoff(), settings.maxBackoff());
		this.minSkipInterval = settings.initialBackoff().toNanos();
		this.ticks = ticks;
		this.retryAfter = ticks.getAsLong();
		this.notBefore = this.retryAfter;
	}

	/**
	 * The nanoseconds until the next request may start, not positive if it may now.
	 */
	long pause() {
		long now = this.ticks.getAsLong();
		return Math.max(this.retryAfter - now, this.notBefore - now);
	}

	/**
	 * The server wants to be left alone.
	 */
	void leaveAlone(Duration wait) {
		this.retryAfter = this.ticks.getAsLong() + wait.toNanos();
	}

	/**
	 * Whether the server wants to be left alone beyond a time.
	 * @param time the time in ticks
	 */
	boolean isLeftAloneBeyond(long time) {
		return this.retryAfter - this.ticks.getAsLong() > 0 && this.retryAfter - time > 0;
	}

	/**
	 * Backs off.
	 * @param failures how many requests failed in a row
	 * @param attempts how often the batch was sent
	 * @return until when the batch should wait, in ticks
	 */
	long backOff(int failures, int attempts) {
		long now = this.ticks.getAsLong();
		this.notBefore = now + this.backoff.afterAttempts(failures);
		return later(attempts);
	}

	/**
	 * Until when a batch should wait that others need not wait for.
	 * @param attempts how often it was sent
	 */
	long later(int attempts) {
		return this.ticks.getAsLong() + this.backoff.afterAttempts(attempts);
	}

	/**
	 * Tries nothing for a while, or from now on if that is over.
	 * @param nanos how long, 0 for not at all
	 */
	void waitFor(long nanos) {
		this.notBefore = this.ticks.getAsLong() + nanos;
	}

	/**
	 * Tries nothing until a time.
	 * @param time the time in ticks
	 */
	void waitUntil(long time) {
		this.notBefore = time;
	}

	/**
	 * Waits no longer than until a time.
	 * @param time the time in ticks
	 */
	void waitAtMostUntil(long time) {
		if (time - this.notBefore < 0) {
			this.notBefore = time;
		}
	}

	/**
	 * Whether a delay is pending that can be skipped.
	 */
	boolean isDelayed() {
		return this.notBefore - this.ticks.getAsLong() > 0;
	}

	/**
	 * Skips a pending delay because a caller waits, unless a delay was skipped just
	 * before. The time of {@code Retry-After} remains.
	 * @param soon whether it is then tried as soon as that may be, to know whether
	 * something was corrected
	 * @return whether what waits may be tried earlier than it would be
	 */
	boolean skipOnce(boolean soon) {
		long now = this.ticks.getAsLong();
		if (this.lastSkip != null && now - this.lastSkip < this.minSkipInterval) {
			long next = this.lastSkip + this.minSkipInterval;
			if (!soon || this.notBefore - next <= 0) {
				return false;
			}
			this.lastSkip = next;
			this.notBefore = next;
			return true;
		}
		this.lastSkip = now;
		this.notBefore = now;
		return true;
	}

}
