/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs tasks at once, and later ones when their time has come on a clock of the test's.
 */
final class ManualThread implements DeliveryThread {

	/**
	 * More than any test needs. Tasks that schedule themselves without a delay would
	 * never end.
	 */
	private static final int MAX_TASKS = 100_000;

	private final ManualClock clock;

	private final List<Later> later = new ArrayList<>();

	ManualThread(ManualClock clock) {
		this.clock = clock;
	}

	@Override
	public boolean execute(Runnable task) {
		task.run();
		return true;
	}

	@Override
	public Future<?> schedule(Runnable task, long nanos) {
		Later scheduled = new Later(task, this.clock.getAsLong() + Math.max(0, nanos), new CompletableFuture<>());
		this.later.add(scheduled);
		return scheduled.cancelled();
	}

	/**
	 * Lets time go by.
	 */
	void goOn(Duration time) {
		long end = this.clock.getAsLong() + time.toNanos();
		for (int tasks = 0;; tasks++) {
			assertThat(tasks).as("tasks that were run").isLessThan(MAX_TASKS);
			this.later.removeIf((task) -> task.cancelled().isDone());
			Later next = this.later.stream().min(Comparator.comparingLong((task) -> task.time() - end)).orElse(null);
			if (next == null || next.time() - end > 0) {
				break;
			}
			this.later.remove(next);
			this.clock.goOn(Math.max(0, next.time() - this.clock.getAsLong()));
			next.task().run();
		}
		this.clock.goOn(end - this.clock.getAsLong());
	}

	private record Later(Runnable task, long time, CompletableFuture<Void> cancelled) {

	}

}
