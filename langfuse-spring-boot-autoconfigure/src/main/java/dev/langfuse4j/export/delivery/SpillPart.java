package dev.langfuse4j.export.delivery;

import java.util.List;

import dev.langfuse4j.export.otlp.OtlpRequests;
import org.jspecify.annotations.Nullable;

/**
 * A request from the spill directory, or a part of one that the server did not take as a
 * whole. Touched by the export thread only.
 */
final class SpillPart {

	private final int observations;

	private final byte[] body;

	private @Nullable Bisection bisection;

	private int attempts;

	private int strikes;

	private long successesSeen;

	private long sent;

	SpillPart(int observations, byte[] body, long successes) {
		this.observations = observations;
		this.body = body;
		this.successesSeen = successes;
	}

	int observations() {
		return this.observations;
	}

	byte[] body() {
		return this.body;
	}

	void attempt() {
		this.attempts++;
		this.sent = System.nanoTime();
	}

	int attempts() {
		return this.attempts;
	}

	long sent() {
		return this.sent;
	}

	/**
	 * Notes a failure, which counts if others succeeded since the last one.
	 * @return how many count
	 */
	int failed(long successes) {
		if (successes > this.successesSeen) {
			this.strikes++;
		}
		this.successesSeen = successes;
		return this.strikes;
	}

	/**
	 * Whether it may be halved to find what the server refuses in it.
	 */
	boolean bisect() {
		if (this.bisection == null) {
			this.bisection = new Bisection(this.observations);
		}
		return this.observations > 1 && this.bisection.split();
	}

	List<SpillPart> halves() {
		int half = this.observations / 2;
		List<byte[]> bodies = OtlpRequests.split(this.body, half);
		SpillPart first = new SpillPart(half, bodies.get(0), this.successesSeen);
		SpillPart second = new SpillPart(this.observations - half, bodies.get(1), this.successesSeen);
		first.bisection = this.bisection;
		second.bisection = this.bisection;
		return List.of(first, second);
	}

}
