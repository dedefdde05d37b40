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

	private final AtomicInteger waitingSize = new AtomicInteger();

	private final AtomicLong waitingBytes = new AtomicLong();

	private final AtomicInteger heldSize = new AtomicInteger();

	private final AtomicLong heldBytes = new AtomicLong();

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
			this.waitingBytes.addAndGet(shared);
			letGo(observation);
			this.heldSize.decrementAndGet();
			return false;
		}
		// Counted first: who counts what waits must not miss one that is there
		this.waitingSize.incrementAndGet();
		this.waitingBytes.addAndGet((long) weight + shared);
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
		this.waitingBytes.addAndGet(bytes);
		this.heldBytes.addAndGet(bytes);
	}

	int waiting() {
		return this.waitingSize.get();
	}

	long waitingBytes() {
		return this.waitingBytes.get();
	}

	List<ObservationData> poll(int limit) {
		List<ObservationData> polled = new ArrayList<>(Math.min(limit, this.waitingSize.get() + 1));
		ObservationData next;
		while (polled.size() < limit && (next = this.waiting.poll()) != null) {
			this.waitingSize.decrementAndGet();
			this.waitingBytes.addAndGet(-next.weight());
			polled.add(next);
		}
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
			this.waitingSize.decrementAndGet();
			this.waitingBytes.addAndGet(-oldest.weight());
			letGo(oldest);
			release(1, oldest.weight());
		}
		return oldest;
	}

	void release(int observations, long bytes) {
		this.heldBytes.addAndGet(-bytes);
		this.heldSize.addAndGet(-observations);
	}

	int held() {
		return this.heldSize.get();
	}

	long heldBytes() {
		return this.heldBytes.get();
	}

}
