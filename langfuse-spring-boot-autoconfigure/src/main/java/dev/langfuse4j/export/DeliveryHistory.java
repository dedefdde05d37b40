package dev.langfuse4j.export;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import dev.langfuse4j.http.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What became of the last requests, and what waits: for those who look from outside.
 * Thread-safe.
 */
final class DeliveryHistory {

	private static final int KEPT = 5;

	private final Deque<ExportFailure> failures = new ArrayDeque<>(KEPT);

	private volatile @Nullable Instant lastSuccess;

	private volatile BreakerState breaker = BreakerState.CLOSED;

	private volatile @Nullable Long oldest;

	void answered(Outcome outcome, int observations) {
		Instant now = Instant.now();
		boolean partial = outcome.kind() == Outcome.Kind.PARTIAL;
		if (outcome.kind() == Outcome.Kind.DELIVERED || (partial && outcome.rejected() < observations)) {
			this.lastSuccess = now;
		}
		if (outcome.kind() != Outcome.Kind.DELIVERED) {
			String cause = (outcome.status() > 0) ? "answered " + outcome.status() : outcome.message();
			failed(new ExportFailure(now,
					partial ? cause + ", rejected " + Math.min(observations, outcome.rejected()) : cause));
		}
	}

	private void failed(ExportFailure failure) {
		synchronized (this.failures) {
			if (this.failures.size() == KEPT) {
				this.failures.removeLast();
			}
			this.failures.addFirst(failure);
		}
	}

	/**
	 * Notes how it stands.
	 * @param breaker whether the server is asked
	 * @param oldest when the oldest batch was made, in ticks
	 */
	void stands(BreakerState breaker, @Nullable Long oldest) {
		this.breaker = breaker;
		this.oldest = oldest;
	}

	@Nullable Instant lastSuccess() {
		return this.lastSuccess;
	}

	List<ExportFailure> failures() {
		synchronized (this.failures) {
			return List.copyOf(this.failures);
		}
	}

	BreakerState breaker() {
		return this.breaker;
	}

	@Nullable Long oldest() {
		return this.oldest;
	}

}
