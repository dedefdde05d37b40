/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import dev.langfuse4j.export.BreakerState;
import dev.langfuse4j.export.ExportFailure;
import dev.langfuse4j.http.Outcome;
import dev.langfuse4j.lang.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes of the last requests and the waiting batches, as seen from outside.
 * Thread-safe.
 *
 * @since 0.1.0
 */
@Internal
public final class DeliveryHistory {

	private static final int KEPT = 5;

	private final Deque<ExportFailure> failures = new ArrayDeque<>(KEPT);

	private volatile @Nullable Instant lastSuccess;

	private volatile BreakerState breaker = BreakerState.CLOSED;

	private volatile @Nullable Long oldest;

	private volatile long bytesPerSecond;

	private final AtomicInteger underWay = new AtomicInteger();

	private final AtomicLong uncompressed = new AtomicLong();

	void sent(PayloadRequest request) {
		this.underWay.incrementAndGet();
		if (!request.compressed()) {
			this.uncompressed.incrementAndGet();
		}
	}

	/**
	 * Records that a response has arrived, which the export thread may handle later.
	 */
	void arrived() {
		this.underWay.decrementAndGet();
	}

	/**
	 * Returns the number of requests whose response has not arrived.
	 */
	int underWay() {
		return this.underWay.get();
	}

	/**
	 * Records how long a delivered request took.
	 * @param bytes the size of its body
	 * @param nanos the time until its response
	 */
	void took(int bytes, long nanos) {
		this.bytesPerSecond = (long) (bytes * 1e9 / Math.max(1, nanos));
	}

	/**
	 * The rate of the last delivered request, which includes the time of the server.
	 * @return the bytes per second, or 0 before the first
	 */
	long bytesPerSecond() {
		return this.bytesPerSecond;
	}

	/**
	 * Returns the number of requests that were sent uncompressed.
	 * @return the count since the start
	 */
	public long uncompressed() {
		return this.uncompressed.get();
	}

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
	 * Updates the state.
	 * @param breaker the state of the circuit breaker
	 * @param oldest when the oldest batch was made, in ticks
	 */
	void stands(BreakerState breaker, @Nullable Long oldest) {
		this.breaker = breaker;
		this.oldest = oldest;
	}

	/**
	 * Returns the time of the last success.
	 * @return the time, or {@code null} for never
	 */
	public @Nullable Instant lastSuccess() {
		return this.lastSuccess;
	}

	/**
	 * The last requests that did not deliver.
	 * @return the failures, latest first, an unmodifiable snapshot
	 */
	public List<ExportFailure> failures() {
		synchronized (this.failures) {
			return List.copyOf(this.failures);
		}
	}

	/**
	 * Returns the state of the circuit breaker.
	 * @return the state
	 */
	public BreakerState breaker() {
		return this.breaker;
	}

	/**
	 * Returns the time at which the oldest waiting batch was created.
	 * @return the time in ticks, or {@code null} if none waits
	 */
	public @Nullable Long oldest() {
		return this.oldest;
	}

}
