/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A request with its payload and its state. Used by the export thread only.
 */
final class Batch {

	private final Payload payload;

	private final long created;

	private int attempts;

	private long sent;

	/**
	 * Number of failures while other batches succeeded.
	 */
	private int strikes;

	private long successesSeen = -1;

	private @Nullable Bisection bisection;

	private long notBefore;

	/**
	 * Creates a batch.
	 * @param payload the payload
	 * @param now the time in ticks
	 */
	Batch(Payload payload, long now) {
		this.payload = payload;
		this.created = now;
		this.notBefore = now;
	}

	Payload payload() {
		return this.payload;
	}

	int size() {
		return this.payload.count();
	}

	/**
	 * Returns the time at which it was created, in ticks.
	 */
	long created() {
		return this.created;
	}

	/**
	 * Divides it.
	 * @param first how many items go into the first part
	 * @param strikes how often each part counts as failed
	 */
	List<Batch> split(int first, int strikes) {
		List<Batch> parts = this.payload.split(first).stream().map((part) -> part(part, strikes)).toList();
		if (this.bisection != null) {
			this.bisection.replaced(parts.size());
		}
		return parts;
	}

	/**
	 * A smaller version of a batch with a single item, or {@code null} if it cannot be
	 * smaller.
	 */
	@Nullable Batch smaller() {
		Payload smaller = this.payload.smaller();
		return (smaller != null) ? part(smaller, this.strikes) : null;
	}

	/**
	 * The same batch, to be sent compressed, or {@code null} if it was.
	 */
	@Nullable Batch compressed() {
		Payload compressed = this.payload.compressed();
		return (compressed != null) ? part(compressed) : null;
	}

	/**
	 * Divides it by what became of its items.
	 * @param items the part of the items
	 */
	Batch part(Payload items) {
		Batch part = part(items, this.strikes);
		part.attempts = this.attempts;
		part.sent = this.sent;
		part.successesSeen = this.successesSeen;
		return part;
	}

	/**
	 * A part is as old, and under the same suspicion.
	 */
	private Batch part(Payload payload, int strikes) {
		Batch part = new Batch(payload, this.created);
		part.strikes = strikes;
		part.bisection = this.bisection;
		return part;
	}

	/**
	 * Begins an attempt.
	 * @param successes how many requests have succeeded so far
	 * @param now the time in ticks
	 */
	void attempt(long successes, long now) {
		this.attempts++;
		this.sent = now;
		if (this.successesSeen < 0) {
			this.successesSeen = successes;
		}
	}

	int attempts() {
		return this.attempts;
	}

	/**
	 * Returns the time at which it was last sent, in ticks.
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

	void delayUntil(long ticks) {
		this.notBefore = ticks;
	}

	long notBefore() {
		return this.notBefore;
	}

}
