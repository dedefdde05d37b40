/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bounded queue with a thread that takes what is in it and drops it: either one that
 * waits for each offer, which then wakes it, or one that looks now and then.
 */
final class FloorQueue implements AutoCloseable {

	/**
	 * As many as we keep by default.
	 */
	private static final int CAPACITY = 20_000;

	/**
	 * Short enough for the fastest scenario to find room.
	 */
	private static final long PAUSE_MILLIS = 1;

	private final BlockingQueue<Finished> waiting = new ArrayBlockingQueue<>(CAPACITY);

	private final AtomicLong taken = new AtomicLong();

	private final AtomicLong lost = new AtomicLong();

	private final Thread thread;

	private FloorQueue(boolean wake) {
		this.thread = new Thread(() -> drain(wake), "floor");
		this.thread.setDaemon(true);
		this.thread.start();
	}

	static FloorQueue wakingItsThread() {
		return new FloorQueue(true);
	}

	static FloorQueue drainedByTimer() {
		return new FloorQueue(false);
	}

	void offer(Finished finished) {
		if (!this.waiting.offer(finished)) {
			this.lost.incrementAndGet();
		}
	}

	long taken() {
		return this.taken.get();
	}

	long lost() {
		return this.lost.get();
	}

	@Override
	public void close() {
		this.thread.interrupt();
	}

	private void drain(boolean wake) {
		List<Finished> drained = new ArrayList<>(CAPACITY);
		try {
			while (!Thread.currentThread().isInterrupted()) {
				if (wake) {
					drained.add(this.waiting.take());
				}
				else {
					TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
				}
				this.waiting.drainTo(drained);
				this.taken.addAndGet(drained.size());
				drained.clear();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	record Finished(long start, long end, String input, String output) {

	}

}
