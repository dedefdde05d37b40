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

	/**
	 * One reference, so that a caller who sees a new state never joins the request that
	 * has brought it.
	 */
	private final AtomicReference<Content> content = new AtomicReference<>(new Content(SlotState.EMPTY, null));

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
		return this.content.get().state();
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
		Content current;
		do {
			current = this.content.get();
			if (current.flight() != null) {
				current.flight().join(ttlNanos);
				return current.flight();
			}
			if (current.state() != seen) {
				// Another one has come and gone since the caller looked
				return CompletableFuture.completedFuture(current.state());
			}
		}
		while (!this.content.compareAndSet(current, new Content(seen, mine)));
		Mono.defer(() -> this.source.fetch(this.key, seen.etag()))
			.defaultIfEmpty(new Fetched.Failed("did not answer"))
			.subscribe((fetched) -> settle(seen, mine, fetched),
					(ex) -> settle(seen, mine, new Fetched.Failed("could not be called: " + ex.getClass().getName())));
		return mine;
	}

	/**
	 * Publishes the response and ends the request in one step, before the waiting callers
	 * continue: they may ask again. While a request is under way, nothing else changes
	 * the content.
	 */
	private void settle(SlotState before, Flight mine, Fetched fetched) {
		SlotState after = before.after(fetched, this.clock.getAsLong(), mine.ttlNanos());
		boolean kept = mine.ttlNanos() > 0 || before.prompt() != null;
		this.content.set(new Content(kept ? after : before, null));
		mine.complete(after);
	}

	/**
	 * The state and the request under way, which change together.
	 *
	 * @param state the known state
	 * @param flight the request, if there is one
	 */
	private record Content(SlotState state, @Nullable Flight flight) {

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
