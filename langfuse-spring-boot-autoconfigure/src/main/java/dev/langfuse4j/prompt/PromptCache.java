/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.prompt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Prompts that were fetched, by project, name and label or version. Bounded: those that
 * were not used for longest go. Thread-safe.
 */
final class PromptCache {

	private final Map<PromptKey, PromptSlot> slots = new ConcurrentHashMap<>();

	private final ReentrantLock eviction = new ReentrantLock();

	private final PromptSource source;

	private final int maxEntries;

	private final LongSupplier clock;

	/**
	 * Creates a cache.
	 * @param source where prompts come from
	 * @param maxEntries how many are kept
	 * @param clock counts nanoseconds, such as {@link System#nanoTime()}
	 */
	PromptCache(PromptSource source, int maxEntries, LongSupplier clock) {
		this.source = source;
		this.maxEntries = maxEntries;
		this.clock = clock;
	}

	/**
	 * Looks for a prompt. Never blocks. An old one is refreshed in the background.
	 * @param key which prompt
	 * @param ttlNanos how old it may be; 0 for a new one
	 * @param patience whether the caller has nothing else to take and waits for a server
	 * that has failed before
	 */
	Found find(PromptKey key, long ttlNanos, BooleanSupplier patience) {
		PromptSlot slot = slot(key);
		long now = this.clock.getAsLong();
		slot.use(now);
		SlotState state = slot.state();
		if (ttlNanos <= 0) {
			return new Found(PromptResult.MISS, state, slot, true);
		}
		if (state.prompt() != null) {
			if (state.isFresh(now, ttlNanos)) {
				return new Found(PromptResult.HIT, state, slot, false);
			}
			if (!state.isWaiting(now)) {
				slot.load(state, ttlNanos);
			}
			return new Found(PromptResult.STALE, state, slot, false);
		}
		if (state.isWaiting(now)) {
			return new Found(state.missing() ? PromptResult.NEGATIVE : PromptResult.ERROR, state, slot, false);
		}
		if (state.problem() != null && !patience.getAsBoolean()) {
			slot.load(state, ttlNanos);
			return new Found(PromptResult.ERROR, state, slot, false);
		}
		return new Found(PromptResult.MISS, state, slot, true);
	}

	/**
	 * Removes all versions and labels of a name, in all projects if none is given. A
	 * request under way may have been answered before the change: only its waiting
	 * callers receive the response.
	 */
	void invalidate(@Nullable String project, String name) {
		this.slots.keySet()
			.removeIf((key) -> (project == null || key.project().equals(project)) && key.name().equals(name));
	}

	List<CachedPrompt> entries() {
		long now = this.clock.getAsLong();
		List<CachedPrompt> entries = new ArrayList<>();
		for (PromptSlot slot : this.slots.values()) {
			PromptVersion prompt = slot.state().prompt();
			if (prompt != null) {
				entries.add(new CachedPrompt(slot.key().project(), slot.key().name(), slot.key().label(),
						prompt.version(), TimeUnit.NANOSECONDS.toSeconds(Math.max(0, now - slot.state().loadedAt()))));
			}
		}
		return entries;
	}

	private PromptSlot slot(PromptKey key) {
		PromptSlot slot = this.slots.get(key);
		if (slot != null) {
			return slot;
		}
		slot = this.slots.computeIfAbsent(key, (same) -> new PromptSlot(same, this.source, this.clock));
		if (this.slots.size() > this.maxEntries) {
			evict(slot);
		}
		return slot;
	}

	/**
	 * One thread at a time is enough.
	 */
	private void evict(PromptSlot newest) {
		if (!this.eviction.tryLock()) {
			return;
		}
		try {
			while (this.slots.size() > this.maxEntries) {
				PromptSlot oldest = oldest(this.slots.values(), newest);
				if (oldest == null) {
					return;
				}
				this.slots.remove(oldest.key(), oldest);
			}
		}
		finally {
			this.eviction.unlock();
		}
	}

	private static @Nullable PromptSlot oldest(Collection<PromptSlot> slots, PromptSlot newest) {
		PromptSlot oldest = null;
		for (PromptSlot slot : slots) {
			if (slot != newest && (oldest == null || slot.lastUsed() - oldest.lastUsed() < 0)) {
				oldest = slot;
			}
		}
		return oldest;
	}

	/**
	 * A prompt of the cache.
	 *
	 * @param result the result
	 * @param state the known state
	 * @param slot the slot
	 * @param needsServer whether the caller must wait for the server
	 */
	record Found(PromptResult result, SlotState state, PromptSlot slot, boolean needsServer) {

	}

}
