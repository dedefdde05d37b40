/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The flushes that are under way. Those that ask before the export thread has begun with
 * one share it. Thread-safe.
 */
final class SharedFlush {

	private final Set<Flush> open = ConcurrentHashMap.newKeySet();

	private Flush next = new Flush();

	/**
	 * Joins the flush that has not begun yet, or is the first to ask for one.
	 * @param begin has the flush made: given a future, it completes that; returns whether
	 * it will
	 * @return completes with whether all was delivered; to be cancelled by who does not
	 * wait any longer
	 */
	synchronized CompletableFuture<Boolean> join(Beginning begin) {
		Flush flush = this.next;
		if (flush.waiting == 0) {
			this.open.add(flush);
			flush.result.whenComplete((delivered, ex) -> this.open.remove(flush));
			if (!begin.begin(() -> begun(flush), flush.result)) {
				this.open.remove(flush);
				this.next = new Flush();
				return CompletableFuture.completedFuture(false);
			}
		}
		flush.waiting++;
		CompletableFuture<Boolean> mine = flush.result.thenApply((delivered) -> delivered);
		mine.whenComplete((delivered, ex) -> leave(flush));
		return mine;
	}

	/**
	 * Marks a flush as begun. Later requests start another one.
	 */
	private synchronized void begun(Flush flush) {
		if (this.next == flush) {
			this.next = new Flush();
		}
	}

	private synchronized void leave(Flush flush) {
		if (--flush.waiting == 0) {
			begun(flush);
			flush.result.cancel(false);
		}
	}

	/**
	 * Ends all flushes: nothing is delivered any more.
	 */
	void end() {
		this.open.forEach((flush) -> flush.result.complete(false));
	}

	/**
	 * Requests a flush.
	 */
	interface Beginning {

		/**
		 * Starts a flush, on another thread.
		 * @param begun to be called before it looks at what waits
		 * @param result to be completed
		 * @return whether it will
		 */
		boolean begin(Runnable begun, CompletableFuture<Boolean> result);

	}

	private static final class Flush {

		private final CompletableFuture<Boolean> result = new CompletableFuture<>();

		private int waiting;

	}

}
