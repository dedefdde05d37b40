package dev.langfuse4j.export;

import java.util.List;

import dev.langfuse4j.observation.ObservationData;

/**
 * Observations that travel in one request, with the bytes of that request: a retry sends
 * the same ones. Touched by the export thread only.
 */
final class Batch {

	private final List<ObservationData> observations;

	private final byte[] body;

	private final long heldBytes;

	private int attempts;

	private long notBefore = System.nanoTime();

	/**
	 * Creates a batch.
	 * @param observations what it carries
	 * @param body the request's body
	 * @param heldBytes what the observations weighed in the queue
	 */
	Batch(List<ObservationData> observations, byte[] body, long heldBytes) {
		this.observations = observations;
		this.body = body;
		this.heldBytes = heldBytes;
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

	int attempt() {
		return ++this.attempts;
	}

	int attempts() {
		return this.attempts;
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
