/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ListIterator;
import java.util.Set;
import java.util.function.LongSupplier;

import dev.langfuse4j.export.LossReason;
import dev.langfuse4j.export.queue.Ledger;
import org.jspecify.annotations.Nullable;

/**
 * The batches of a project that are not settled, and who waits for them. Touched by the
 * export thread only.
 */
final class Backlog {

	/**
	 * All batches that are not settled.
	 */
	private final Set<Batch> open = new LinkedHashSet<>();

	/**
	 * Batches that are not under way.
	 */
	private final Deque<Batch> waiting = new ArrayDeque<>();

	private final Set<FlushTicket> tickets = new HashSet<>();

	private final Ledger ledger;

	private final LossReason unreadable;

	private final LongSupplier ticks;

	/**
	 * Creates an empty backlog.
	 * @param ledger settles the items of the batches
	 * @param unreadable the reason for the loss of a batch that cannot be divided
	 * @param ticks the clock, in nanoseconds
	 */
	Backlog(Ledger ledger, LossReason unreadable, LongSupplier ticks) {
		this.ledger = ledger;
		this.unreadable = unreadable;
		this.ticks = ticks;
	}

	Ledger ledger() {
		return this.ledger;
	}

	LossReason unreadable() {
		return this.unreadable;
	}

	void add(Batch batch) {
		this.open.add(batch);
		this.waiting.addLast(batch);
	}

	/**
	 * Lets a batch wait behind the others.
	 */
	void waitLast(Batch batch) {
		this.waiting.addLast(batch);
	}

	/**
	 * Lets a batch wait before the others.
	 */
	void waitFirst(Batch batch) {
		this.waiting.addFirst(batch);
	}

	boolean contains(Batch batch) {
		return this.open.contains(batch);
	}

	/**
	 * All batches that are not settled, a snapshot.
	 */
	List<Batch> all() {
		return List.copyOf(this.open);
	}

	/**
	 * Returns a snapshot of the batches that are not under way.
	 */
	List<Batch> waiting() {
		return List.copyOf(this.waiting);
	}

	/**
	 * Returns the time at which the oldest batch was created, in ticks.
	 */
	@Nullable Long oldest() {
		Iterator<Batch> batches = this.open.iterator();
		return batches.hasNext() ? batches.next().created() : null;
	}

	boolean isEmpty() {
		return this.open.isEmpty();
	}

	boolean isWaiting() {
		return !this.waiting.isEmpty();
	}

	/**
	 * Returns the number of batches that are not under way.
	 */
	int countWaiting() {
		return this.waiting.size();
	}

	/**
	 * The batch that comes next, or {@code null} if none waits. It stays.
	 */
	@Nullable Batch head() {
		return this.waiting.peekFirst();
	}

	/**
	 * Takes the first batch.
	 */
	@Nullable Batch takeHead() {
		return this.waiting.pollFirst();
	}

	/**
	 * Takes the first batch that need not wait.
	 */
	@Nullable Batch takeDue() {
		long now = this.ticks.getAsLong();
		for (Iterator<Batch> batches = this.waiting.iterator(); batches.hasNext();) {
			Batch batch = batches.next();
			if (batch.notBefore() - now <= 0) {
				batches.remove();
				return batch;
			}
		}
		return null;
	}

	/**
	 * The nanoseconds until one need not wait.
	 */
	long untilNextDue() {
		long now = this.ticks.getAsLong();
		return this.waiting.stream().mapToLong((batch) -> batch.notBefore() - now).min().orElse(0);
	}

	/**
	 * Whether a batch waits that may not be sent yet.
	 */
	boolean isDelayed() {
		long now = this.ticks.getAsLong();
		return this.waiting.stream().anyMatch((batch) -> batch.notBefore() - now > 0);
	}

	void delayUntil(long ticks) {
		this.waiting.forEach((batch) -> batch.delayUntil(ticks));
	}

	/**
	 * Puts parts in the place of a batch: they come next.
	 */
	void replace(Batch whole, List<Batch> parts) {
		divide(whole, parts);
		for (ListIterator<Batch> last = parts.listIterator(parts.size()); last.hasPrevious();) {
			this.waiting.addFirst(last.previous());
		}
	}

	/**
	 * Puts parts in the place of a batch, none of which waits.
	 */
	void divide(Batch whole, List<Batch> parts) {
		this.open.remove(whole);
		this.waiting.remove(whole);
		this.open.addAll(parts);
		List.copyOf(this.tickets).forEach((ticket) -> ticket.replace(whole, parts));
	}

	void settle(Batch batch, boolean delivered) {
		this.open.remove(batch);
		this.waiting.remove(batch);
		List.copyOf(this.tickets).forEach((ticket) -> ticket.settle(batch, delivered));
	}

	/**
	 * A ticket for all that is open now.
	 */
	FlushTicket ticket() {
		FlushTicket ticket = new FlushTicket(this.open);
		this.tickets.add(ticket);
		ticket.settled().thenRun(() -> this.tickets.remove(ticket));
		return ticket;
	}

	/**
	 * Releases all waiters: open batches can no longer be delivered.
	 */
	void giveUpWaiting() {
		List.copyOf(this.tickets).forEach(FlushTicket::giveUp);
	}

	/**
	 * Whether a flush waits that has not skipped a delay yet.
	 */
	boolean mayFlushSkip() {
		return this.tickets.stream().anyMatch(FlushTicket::maySkip);
	}

	/**
	 * Records that a delay was skipped for the flushes that wait.
	 */
	void skipped() {
		this.tickets.forEach(FlushTicket::skipped);
	}

	void forget(FlushTicket ticket) {
		this.tickets.remove(ticket);
	}

}
