package dev.langfuse4j.export.delivery;

import java.util.List;

import dev.langfuse4j.observation.ObservationData;
import org.jspecify.annotations.Nullable;

/**
 * Observations that travel in one request, with the bytes of that request: a retry sends
 * the same ones. Touched by the export thread only.
 */
final class Batch {

	private final List<ObservationData> observations;

	private final byte[] body;

	private final long heldBytes;

	private final long created;

	private int attempts;

	private long sent;

	/**
	 * How often it failed while others succeeded.
	 */
	private int strikes;

	private long successesSeen = -1;

	private @Nullable Bisection bisection;

	private long notBefore;

	/**
	 * Creates a batch.
	 * @param observations what it carries
	 * @param body the request's body
	 * @param heldBytes what the observations weighed in the queue
	 */
	Batch(List<ObservationData> observations, byte[] body, long heldBytes) {
		this(observations, body, heldBytes, System.nanoTime());
	}

	private Batch(List<ObservationData> observations, byte[] body, long heldBytes, long created) {
		this.observations = observations;
		this.body = body;
		this.heldBytes = heldBytes;
		this.created = created;
		this.notBefore = created;
	}

	/**
	 * This batch as a part of another: as old, and under the same suspicion.
	 * @param strikes how often it counts as failed
	 */
	Batch partOf(Batch whole, int strikes) {
		Batch part = new Batch(this.observations, this.body, this.heldBytes, whole.created);
		part.strikes = strikes;
		part.bisection = whole.bisection;
		return part;
	}

	List<ObservationData> observations() {
		return this.observations;
	}

	int size() {
		return this.observations.size();
	}

	byte[] body() {
		return this.body;
	}

	long heldBytes() {
		return this.heldBytes;
	}

	/**
	 * When it was made, in ticks.
	 */
	long created() {
		return this.created;
	}

	/**
	 * Begins an attempt.
	 * @param successes how many requests have succeeded so far
	 */
	void attempt(long successes) {
		this.attempts++;
		this.sent = System.nanoTime();
		if (this.successesSeen < 0) {
			this.successesSeen = successes;
		}
	}

	int attempts() {
		return this.attempts;
	}

	/**
	 * When it was last sent, in ticks.
	 */
	long sent() {
		return this.sent;
	}

	/**
	 * Notes a failure, which counts if others succeeded since the last one.
	 * @param successes how many requests have succeeded so far
	 */
	void failed(long successes) {
		if (successes > this.successesSeen) {
			this.strikes++;
		}
		this.successesSeen = successes;
	}

	int strikes() {
		return this.strikes;
	}

	@Nullable Bisection bisection() {
		return this.bisection;
	}

	void bisect(Bisection bisection) {
		this.bisection = bisection;
	}

	boolean isDue() {
		return this.notBefore - System.nanoTime() <= 0;
	}

	void delayUntil(long ticks) {
		this.notBefore = ticks;
	}

	long notBefore() {
		return this.notBefore;
	}

}
