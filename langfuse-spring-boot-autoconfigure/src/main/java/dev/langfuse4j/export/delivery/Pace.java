package dev.langfuse4j.export.delivery;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import dev.langfuse4j.export.BreakerState;
import dev.langfuse4j.export.RetrySettings;
import org.jspecify.annotations.Nullable;

/**
 * When the server of a project may be asked: not too much at once, less and less while it
 * fails, and after some failures in a row, or once somebody must correct something, only
 * by a probe from time to time. Touched by the export thread only.
 */
final class Pace {

	/**
	 * How far apart the requests to a server in trouble are when the application ends, at
	 * least, and how much more by chance, so that many that end together do not come
	 * together.
	 */
	private static final long HURRIED = Duration.ofMillis(250).toNanos();

	private static final long HURRIED_JITTER = HURRIED / 2;

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

	/**
	 * When a request failed last, in ticks.
	 */
	private long lastFailure = System.nanoTime();

	/**
	 * Whether the application ends: there is no time for long pauses.
	 */
	private boolean hurried;

	/**
	 * Until when somebody waits for that, in ticks, or {@code null} if nobody does.
	 */
	private @Nullable Long deadline;

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
		return this.inFlight < ((this.open && !this.hurried) ? 1 : this.maxInFlight);
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
		if (this.open && this.hurried) {
			// One that is not answered must not be the last that is tried
			this.notBefore = System.nanoTime() + soon();
		}
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
		this.lastFailure = now;
		if (retryAfter != null) {
			this.retryAfter = now + retryAfter.toNanos();
		}
		if (this.open || this.hurried || this.failures >= this.failuresToOpen) {
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
		this.lastFailure = System.nanoTime();
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
		long wait = this.probes.ceiling(++this.failedProbes);
		this.notBefore = now + (this.hurried ? soon() : wait);
	}

	private static long soon() {
		return HURRIED + ThreadLocalRandom.current().nextLong(HURRIED_JITTER);
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
	 * There is not much time left: a server in trouble is asked again soon, by as little
	 * as can be.
	 * @param left how long somebody waits for the end
	 */
	void hurry(Duration left) {
		this.deadline = System.nanoTime() + left.toNanos();
		if (this.hurried) {
			return;
		}
		this.hurried = true;
		long now = System.nanoTime();
		if (this.failures > 0 && !this.open) {
			this.open = true;
			this.opened = now;
		}
		long soon = (this.failures > 0) ? this.lastFailure + soon() : now;
		if (soon - this.notBefore < 0) {
			this.notBefore = soon;
		}
	}

	/**
	 * Nobody waits for the end right now, though it comes.
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
	 * Whether the server wants to be left alone for longer than somebody waits.
	 */
	boolean isLeftAlone() {
		return this.deadline != null && this.retryAfter - System.nanoTime() > 0 && this.retryAfter - this.deadline > 0;
	}

	BreakerState state() {
		if (!this.open) {
			return BreakerState.CLOSED;
		}
		return (this.inFlight > 0) ? BreakerState.PROBING : BreakerState.OPEN;
	}

}
