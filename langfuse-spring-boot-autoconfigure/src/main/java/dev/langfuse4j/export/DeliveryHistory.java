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

	void answered(Outcome outcome) {
		if (outcome.kind() == Outcome.Kind.DELIVERED) {
			this.lastSuccess = Instant.now();
			return;
		}
		String cause = (outcome.status() > 0) ? "answered " + outcome.status() : outcome.message();
		synchronized (this.failures) {
			if (this.failures.size() == KEPT) {
				this.failures.removeLast();
			}
			this.failures.addFirst(new ExportFailure(Instant.now(), cause));
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
