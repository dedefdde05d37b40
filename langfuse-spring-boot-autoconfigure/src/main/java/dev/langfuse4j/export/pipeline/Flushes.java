/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

import dev.langfuse4j.export.queue.ExportCounters;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Exports the observations that were accepted before, and reports the result to the
 * callers. Thread-safe.
 */
final class Flushes {

	private final ExportThread thread;

	private final ProjectExports projects;

	private final List<ExportCounters> statistics;

	private final SharedFlush shared = new SharedFlush();

	/**
	 * {@link ExportCounters#totalLost()} at the last flush.
	 */
	private final AtomicLong lostAtLast = new AtomicLong();

	Flushes(ExportThread thread, ProjectExports projects, List<ExportCounters> statistics) {
		this.thread = thread;
		this.projects = projects;
		this.statistics = statistics;
	}

	boolean flush(Duration timeout, BooleanSupplier possible) {
		if (Schedulers.isInNonBlockingThread()) {
			throw new IllegalStateException("flush blocks, and thread " + Thread.currentThread().getName()
					+ " must not block. Use flushMono, or call flush on a thread of Schedulers.boundedElastic()");
		}
		long lostBefore = this.lostAtLast.get();
		return await(start(possible), timeout) & nothingMissingSince(lostBefore);
	}

	Mono<Boolean> flushMono(Duration timeout, BooleanSupplier possible) {
		long lostBefore = this.lostAtLast.get();
		// Operators of the application that follow do not run on the export thread
		return Mono.fromFuture(start(possible))
			.publishOn(Schedulers.parallel())
			.timeout(Duration.ofNanos(TimeUnit.NANOSECONDS.convert(timeout)), Mono.just(false))
			.map((delivered) -> delivered & nothingMissingSince(lostBefore));
	}

	private boolean nothingMissingSince(long lostBefore) {
		// Read first: what leaves the disk is counted as lost or delivered before
		boolean nothingSpilled = this.statistics.stream().allMatch((counters) -> counters.spilled() == 0);
		long lost = this.statistics.stream().mapToLong(ExportCounters::totalLost).sum();
		this.lostAtLast.accumulateAndGet(lost, Math::max);
		return nothingSpilled && lost == lostBefore;
	}

	/**
	 * Starts a flush, or joins one.
	 * @param possible whether the export thread is available
	 * @return completes with whether all were delivered
	 */
	CompletableFuture<Boolean> start(BooleanSupplier possible) {
		// Read first: what is accepted meanwhile came after the call
		boolean nothing = this.projects.held() == 0;
		if (!possible.getAsBoolean()) {
			return CompletableFuture.completedFuture(nothing);
		}
		return this.shared.join((begun, result) -> this.thread.execute(() -> {
			begun.run();
			this.projects.completeWith(result, SignalExport::settle);
		}));
	}

	/**
	 * Ends all flushes: nothing is delivered any more.
	 */
	void end() {
		this.shared.end();
	}

	static boolean await(CompletableFuture<Boolean> result, Duration timeout) {
		try {
			return result.get(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
		catch (ExecutionException | TimeoutException ex) {
			return false;
		}
		finally {
			result.cancel(false);
		}
	}

}
