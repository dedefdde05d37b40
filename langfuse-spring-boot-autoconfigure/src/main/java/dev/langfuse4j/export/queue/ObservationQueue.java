/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

import dev.langfuse4j.observation.ObservationData;
import org.jspecify.annotations.Nullable;

/**
 * A queue bounded by count and bytes. An observation keeps its place, also after it was
 * taken out to be sent, until it is {@linkplain #release released}: an observation that
 * waits for a retry takes memory too. So do the values that it has in common with others
 * of its trace, once for all of them, until the last one is {@linkplain #letGo let go}.
 * An offer never blocks and wakes nobody.
 */
final class ObservationQueue {

	private final int maxSize;

	private final long maxBytes;

	private final Queue<ObservationData> waiting = new ConcurrentLinkedQueue<>();

	private final AtomicInteger heldSize = new AtomicInteger();

	private final AtomicLong heldBytes = new AtomicLong();

	/**
	 * The number of held observations that no longer wait. It changes once for a batch,
	 * so that the counters that each offer changes stay in the cache of its processor.
	 */
	private final AtomicInteger takenSize = new AtomicInteger();

	private final AtomicLong takenBytes = new AtomicLong();

	private final LongConsumer growth = this::grow;

	ObservationQueue(int maxSize, long maxBytes) {
		this.maxSize = maxSize;
		this.maxBytes = maxBytes;
	}

	boolean offer(ObservationData observation) {
		if (this.heldSize.incrementAndGet() > this.maxSize) {
			this.heldSize.decrementAndGet();
			return false;
		}
		int weight = observation.weight();
		int shared = observation.trace().hold(observation.attributes(), this.growth);
		if (this.heldBytes.addAndGet((long) weight + shared) > this.maxBytes) {
			this.heldBytes.addAndGet(-weight);
			letGo(observation);
			this.heldSize.decrementAndGet();
			return false;
		}
		// Counted first: who counts what waits must not miss one that is there
		this.waiting.add(observation);
		return true;
	}

	/**
	 * Releases the common values of an observation that was taken out.
	 */
	void letGo(ObservationData observation) {
		grow(-observation.trace().letGo(observation.attributes()));
	}

	private void grow(long bytes) {
		if (bytes != 0) {
			this.heldBytes.addAndGet(bytes);
		}
	}

	int waiting() {
		return Math.max(0, this.heldSize.get() - this.takenSize.get());
	}

	long waitingBytes() {
		return Math.max(0, this.heldBytes.get() - this.takenBytes.get());
	}

	List<ObservationData> poll(int limit) {
		List<ObservationData> polled = new ArrayList<>(Math.min(limit, waiting() + 1));
		long bytes = 0;
		ObservationData next;
		while (polled.size() < limit && (next = this.waiting.poll()) != null) {
			bytes += next.weight();
			polled.add(next);
		}
		this.takenSize.addAndGet(polled.size());
		this.takenBytes.addAndGet(bytes);
		return polled;
	}

	/**
	 * Whether less than a quarter of the queue is free.
	 */
	boolean isTight() {
		return this.heldSize.get() > this.maxSize - this.maxSize / 4
				|| this.heldBytes.get() > this.maxBytes - this.maxBytes / 4;
	}

	/**
	 * Takes out the oldest observation, together with its place and its common values.
	 */
	@Nullable ObservationData evict() {
		ObservationData oldest = this.waiting.poll();
		if (oldest != null) {
			letGo(oldest);
			this.heldBytes.addAndGet(-oldest.weight());
			this.heldSize.decrementAndGet();
		}
		return oldest;
	}

	/**
	 * Releases places of observations that were taken out.
	 */
	void release(int observations, long bytes) {
		if (bytes != 0) {
			this.takenBytes.addAndGet(-bytes);
			this.heldBytes.addAndGet(-bytes);
		}
		if (observations != 0) {
			this.takenSize.addAndGet(-observations);
			this.heldSize.addAndGet(-observations);
		}
	}

	int held() {
		return this.heldSize.get();
	}

	long heldBytes() {
		return this.heldBytes.get();
	}

}
