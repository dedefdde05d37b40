package dev.langfuse4j.export;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * When the server of a project may be asked: not too much at once, less and less while it
 * fails, and after some failures in a row, or once somebody must correct something, only
 * by a probe from time to time. Touched by the export thread only.
 */
final class Pace {

	private final Backoff backoff;

	private final Backoff probes;

	private final int failuresToOpen;

	private final int maxInFlight;

	private final long minSkipInterval;

	private int inFlight;

	/**
	 * Requests that failed since the last one that succeeded.
	 */
	private int failures;

	/**
	 * Whether the breaker is open: only probes are sent.
	 */
	private boolean open;

	private long opened;

	private int failedProbes;

	/**
	 * Whether the last answer was that somebody must correct something.
	 */
	private boolean misconfigured;

	private long successes;

	/**
	 * Until when the server wants to be left alone.
	 */
	private long retryAfter = System.nanoTime();

	/**
	 * Until when nothing is tried as it has failed before.
	 */
	private long notBefore = System.nanoTime();

	private @Nullable Long lastSkip;

	Pace(RetrySettings settings, int maxInFlight) {
		this.backoff = new Backoff(settings.initialBackoff(), settings.maxBackoff());
		this.probes = new Backoff(settings.firstProbe(), settings.maxProbe());
		this.failuresToOpen = settings.failuresToOpen();
		this.maxInFlight = maxInFlight;
		this.minSkipInterval = settings.initialBackoff().toNanos();
	}

	boolean isOpen() {
		return this.open;
	}

	int inFlight() {
		return this.inFlight;
	}

	long successes() {
		return this.successes;
	}

	/**
	 * Whether another request may be under way.
	 */
	boolean isFree() {
		return this.inFlight < (this.open ? 1 : this.maxInFlight);
	}

	/**
	 * The nanoseconds until the next request may start, not positive if it may now.
	 */
	long pause() {
		long now = System.nanoTime();
		return Math.max(this.retryAfter - now, this.notBefore - now);
	}

	void started() {
		this.inFlight++;
	}

	void ended() {
		this.inFlight--;
	}

	/**
	 * The server takes observations, or at least says what is wrong with some.
	 */
	void answered() {
		this.failures = 0;
		this.failedProbes = 0;
		this.misconfigured = false;
		this.open = false;
		this.notBefore = System.nanoTime();
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
		long now = System.nanoTime();
		this.failures++;
		this.misconfigured = false;
		if (retryAfter != null) {
			this.retryAfter = now + retryAfter.toNanos();
		}
		if (this.open || this.failures >= this.failuresToOpen) {
			probeLater(now, sent);
			return now;
		}
		this.notBefore = now + this.backoff.afterAttempts(this.failures);
		return now + this.backoff.afterAttempts(attempts);
	}

	/**
	 * Somebody must correct something.
	 * @param sent when what was refused was sent, in ticks
	 */
	void misconfigured(long sent) {
		this.failures++;
		this.misconfigured = true;
		probeLater(System.nanoTime(), sent);
	}

	private void probeLater(long now, long sent) {
		if (this.open && sent - this.opened < 0) {
			// Sent before the breaker opened: no probe
			return;
		}
		if (!this.open) {
			this.open = true;
			this.opened = now;
		}
		this.notBefore = now + this.probes.ceiling(++this.failedProbes);
	}

	/**
	 * Whether what waits has no chance before somebody corrects something, as far as the
	 * server has said.
	 */
	boolean isHopeless() {
		return this.misconfigured && this.inFlight == 0;
	}

	/**
	 * Somebody waits: tries at once, unless the server wants to be left alone, or was not
	 * left alone just before. To know whether something was corrected, it is tried as
	 * soon as that may be.
	 * @return whether what waits may be tried earlier than it would be
	 */
	boolean skipOnce() {
		long now = System.nanoTime();
		if (this.lastSkip != null && now - this.lastSkip < this.minSkipInterval) {
			long next = this.lastSkip + this.minSkipInterval;
			if (!this.misconfigured || this.notBefore - next <= 0) {
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

	/**
	 * There is no later: tries at once.
	 */
	void hurry() {
		this.notBefore = System.nanoTime();
		this.retryAfter = this.notBefore;
	}

	BreakerState state() {
		if (!this.open) {
			return BreakerState.CLOSED;
		}
		return (this.inFlight > 0) ? BreakerState.PROBING : BreakerState.OPEN;
	}

}
