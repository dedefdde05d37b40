/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The place of one prompt in the cache: its known state, and the request under way, which
 * all callers join. Thread-safe.
 */
final class PromptSlot {

	private final PromptKey key;

	private final PromptSource source;

	private final LongSupplier clock;

	private final AtomicReference<@Nullable Flight> flight = new AtomicReference<>();

	private volatile SlotState state = SlotState.EMPTY;

	private volatile long lastUsed;

	PromptSlot(PromptKey key, PromptSource source, LongSupplier clock) {
		this.key = key;
		this.source = source;
		this.clock = clock;
		this.lastUsed = clock.getAsLong();
	}

	PromptKey key() {
		return this.key;
	}

	SlotState state() {
		return this.state;
	}

	long lastUsed() {
		return this.lastUsed;
	}

	void use(long now) {
		this.lastUsed = now;
	}

	/**
	 * Requests the prompt from the server, or joins the request under way. The response
	 * is cached, unless none of the waiting callers wants that.
	 * @param seen the state that the caller has found insufficient
	 * @param ttlNanos the maximum age for the caller, 0 if it is not cached
	 * @return what is known then; nobody but the slot completes it
	 */
	CompletableFuture<SlotState> load(SlotState seen, long ttlNanos) {
		Flight mine = new Flight(ttlNanos);
		Flight other = this.flight.compareAndExchange(null, mine);
		if (other != null) {
			other.join(ttlNanos);
			return other;
		}
		SlotState current = this.state;
		if (current != seen) {
			// Another one has come and gone since the caller looked
			land(mine, current);
			return mine;
		}
		Mono.defer(() -> this.source.fetch(this.key, current.etag()))
			.defaultIfEmpty(new Fetched.Failed("did not answer"))
			.subscribe((fetched) -> settle(mine, fetched),
					(ex) -> settle(mine, new Fetched.Failed("could not be called: " + ex.getClass().getName())));
		return mine;
	}

	private void settle(Flight mine, Fetched fetched) {
		SlotState before = this.state;
		SlotState after = before.after(fetched, this.clock.getAsLong(), mine.ttlNanos());
		if (mine.ttlNanos() > 0 || before.prompt() != null) {
			this.state = after;
		}
		land(mine, after);
	}

	/**
	 * First the way is free, then those who wait go on: they may come again.
	 */
	private void land(Flight mine, SlotState result) {
		this.flight.compareAndSet(mine, null);
		mine.complete(result);
	}

	/**
	 * A request under way, and the longest time that one of those who wait for it keeps
	 * its result.
	 */
	@SuppressWarnings("serial")
	private static final class Flight extends CompletableFuture<SlotState> {

		private volatile long ttlNanos;

		Flight(long ttlNanos) {
			this.ttlNanos = ttlNanos;
		}

		long ttlNanos() {
			return this.ttlNanos;
		}

		/**
		 * Two at once may lose one of both, which does no harm.
		 */
		void join(long other) {
			if (other > this.ttlNanos) {
				this.ttlNanos = other;
			}
		}

	}

}
