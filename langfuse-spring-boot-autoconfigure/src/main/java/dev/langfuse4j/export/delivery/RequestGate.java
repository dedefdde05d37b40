/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

import dev.langfuse4j.export.BreakerState;
import dev.langfuse4j.export.RetrySettings;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a request may be sent to the server of a project: by an in-flight limit, a
 * back-off and a circuit breaker, and by other rules when the application ends. Touched
 * by the export thread only.
 */
final class RequestGate {

	/**
	 * Minimum interval of requests to a failing server when the application ends, plus a
	 * random part, so that many applications do not send requests at the same time.
	 */
	private static final long HURRIED = Duration.ofMillis(250).toNanos();

	private static final long HURRIED_JITTER = HURRIED / 2;

	private final LongSupplier ticks;

	private final InFlightLimit limit;

	private final RetryPolicy retries;

	private final CircuitBreaker breaker;

	private long successes;

	/**
	 * Time of the last failed request, in ticks.
	 */
	private long lastFailure;

	/**
	 * Whether the application ends, so that there is no time for long pauses.
	 */
	private boolean hurried;

	/**
	 * Until when the next request waits, as the last one was followed by a pause, in
	 * ticks.
	 */
	private long spaced;

	/**
	 * End of the time to wait for the end of the application, in ticks, or {@code null}.
	 */
	private @Nullable Long deadline;

	/**
	 * Creates an open gate.
	 * @param settings the settings of retries
	 * @param maxInFlight the maximum number of concurrent requests
	 * @param ticks the clock, in nanoseconds
	 */
	RequestGate(RetrySettings settings, int maxInFlight, LongSupplier ticks) {
		this.ticks = ticks;
		this.limit = new InFlightLimit(maxInFlight);
		this.retries = new RetryPolicy(settings, ticks);
		this.breaker = new CircuitBreaker(settings.failuresToOpen(),
				new Backoff(settings.firstProbe(), settings.maxProbe()), ticks);
		this.lastFailure = ticks.getAsLong();
		this.spaced = this.lastFailure;
	}

	/**
	 * Whether only probes are sent.
	 */
	boolean isProbing() {
		return this.breaker.isOpen();
	}

	/**
	 * Returns the number of requests that have succeeded.
	 */
	long successes() {
		return this.successes;
	}

	/**
	 * Whether another request may be under way.
	 */
	boolean isFree() {
		return (this.breaker.isOpen() && !this.hurried) ? this.limit.isIdle() : this.limit.isFree();
	}

	/**
	 * The nanoseconds until the next request may start, not positive if it may now.
	 */
	long pause() {
		long pause = this.retries.pause();
		// Near the end there is no time for a pause that nobody has asked for
		return this.hurried ? pause : Math.max(pause, this.spaced - this.ticks.getAsLong());
	}

	/**
	 * Lets the next request wait for a while.
	 * @param pause how long at least
	 */
	void space(Duration pause) {
		this.spaced = this.ticks.getAsLong() + pause.toNanos();
	}

	/**
	 * Records that the server has accepted some items, and that the others may succeed
	 * later.
	 * @param attempts the number of attempts of the others
	 * @return the time until which they should wait
	 */
	long later(int attempts) {
		return this.retries.later(attempts);
	}

	void started() {
		this.limit.acquire();
		if (this.breaker.isOpen() && this.hurried) {
			// A probe without an answer must not be the last one
			this.retries.waitFor(soon());
		}
	}

	void ended() {
		this.limit.release();
	}

	/**
	 * Records that the server accepts items, or reports an error of some.
	 */
	void answered() {
		this.breaker.close();
		this.retries.waitFor(0);
	}

	void succeeded() {
		this.successes++;
		answered();
	}

	/**
	 * The server is in trouble.
	 * @param retryAfter how long it wants to be left alone, if it said so
	 * @param attempts how often the batch was sent
	 * @param sent when it was sent, in ticks
	 * @return until when the batch should wait
	 */
	long failed(@Nullable Duration retryAfter, int attempts, long sent) {
		this.lastFailure = this.ticks.getAsLong();
		boolean open = this.breaker.failed(false);
		if (retryAfter != null) {
			this.retries.leaveAlone(retryAfter);
		}
		if (open || this.hurried) {
			probeLater(sent);
			return this.lastFailure;
		}
		return this.retries.backOff(this.breaker.failures(), attempts);
	}

	/**
	 * Records a response that requires a change of the configuration.
	 * @param sent the time at which the refused request was sent, in ticks
	 */
	void misconfigured(long sent) {
		this.lastFailure = this.ticks.getAsLong();
		this.breaker.failed(true);
		probeLater(sent);
	}

	private void probeLater(long sent) {
		this.breaker.probeLater(sent).ifPresent((wait) -> this.retries.waitFor(this.hurried ? soon() : wait));
	}

	private static long soon() {
		return HURRIED + ThreadLocalRandom.current().nextLong(HURRIED_JITTER);
	}

	/**
	 * Whether the last response requires a change of the configuration.
	 */
	boolean isMisconfigured() {
		return this.breaker.isMisconfigured();
	}

	/**
	 * Whether waiting requests cannot succeed before the configuration is corrected.
	 */
	boolean isHopeless() {
		return this.breaker.isMisconfigured() && this.limit.isIdle();
	}

	/**
	 * Whether a delay after a failure is pending that a waiting caller may skip.
	 */
	boolean isDelayed() {
		return !this.hurried && this.retries.isDelayed();
	}

	/**
	 * Skips a pending delay because a caller waits, unless a delay was skipped just
	 * before. The time of {@code Retry-After} remains.
	 * @return whether what waits may be tried earlier than it would be
	 */
	boolean skipOnce() {
		return this.retries.skipOnce(this.breaker.isMisconfigured());
	}

	/**
	 * Prepares for the end of the application: a failing server receives a small request
	 * soon.
	 * @param left the remaining time
	 */
	void hurry(Duration left) {
		long now = this.ticks.getAsLong();
		long end = now + left.toNanos();
		this.deadline = end;
		if (this.hurried) {
			return;
		}
		this.hurried = true;
		if (this.breaker.failures() == 0) {
			this.retries.waitAtMostUntil(now);
			return;
		}
		this.breaker.open();
		long next = this.lastFailure + soon();
		if (next - end < 0) {
			this.retries.waitUntil(next);
		}
		else {
			this.retries.waitAtMostUntil(next);
		}
	}

	/**
	 * Notes that no thread waits for the end at present.
	 */
	void nobodyWaits() {
		this.deadline = null;
	}

	/**
	 * There is time again.
	 */
	void resume() {
		this.hurried = false;
		this.deadline = null;
	}

	/**
	 * Whether the application ends.
	 */
	boolean isHurried() {
		return this.hurried;
	}

	/**
	 * Whether the server requests a longer delay than the remaining time.
	 */
	boolean isLeftAlone() {
		return this.deadline != null && this.retries.isLeftAloneBeyond(this.deadline);
	}

	BreakerState state() {
		if (!this.breaker.isOpen()) {
			return BreakerState.CLOSED;
		}
		return this.limit.isIdle() ? BreakerState.OPEN : BreakerState.PROBING;
	}

}
