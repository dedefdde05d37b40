/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.langfuse4j.dataset.DatasetItem;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.task.VirtualThreadTaskExecutor;

/**
 * Runs the items of an experiment, some at the same time. The calling thread begins them,
 * watches their time, and tells of the progress. Used once.
 */
final class ExperimentRunner<I, E, O> {

	private static final Log logger = LogFactory.getLog(LangfuseExperiments.class);

	private static final String THREADS = "langfuse-experiment-";

	/**
	 * Time for interrupted code to end.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private final ExperimentRun<O> run;

	private final TaskCall<I, E, O> task;

	private final List<NamedEvaluator<I, E, O>> evaluators;

	private final ExperimentSettings settings;

	private final ProgressReport<O> report;

	private final BlockingQueue<ItemWork<I, E, O>> ended = new LinkedBlockingQueue<>();

	private final List<ItemWork<I, E, O>> running = new ArrayList<>();

	private final ThreadPoolExecutor threads;

	private final long begun = System.nanoTime();

	ExperimentRunner(ExperimentRun<O> run, TaskCall<I, E, O> task, List<NamedEvaluator<I, E, O>> evaluators,
			ExperimentSettings settings, ProgressReport<O> report) {
		this.run = run;
		this.task = task;
		this.evaluators = evaluators;
		this.settings = settings;
		this.report = report;
		// Without a bound, as code that does not end keeps its thread
		this.threads = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(),
				threadFactory(settings.virtualThreads()));
	}

	private static ThreadFactory threadFactory(boolean virtual) {
		if (virtual) {
			return new VirtualThreadTaskExecutor(THREADS).getVirtualThreadFactory();
		}
		AtomicInteger count = new AtomicInteger();
		return (work) -> {
			Thread thread = new Thread(work, THREADS + count.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		};
	}

	void run() {
		Iterator<ItemWork<I, E, O>> waiting = works().iterator();
		try {
			while ((waiting.hasNext() || !this.running.isEmpty()) && leftOfAll() > 0) {
				while (waiting.hasNext() && this.running.size() < this.settings.concurrency()) {
					begin(waiting.next());
				}
				ItemWork<I, E, O> next = this.ended.poll(untilNext(), TimeUnit.NANOSECONDS);
				if (next != null && this.running.remove(next)) {
					this.report.ended(next.result());
				}
				endThoseOutOfTime();
			}
			timeOutAll(this.settings.timeout());
		}
		catch (InterruptedException ex) {
			logger.warn("The experiment was interrupted: items that have not ended count as failures");
			timeOutAll(null);
			Thread.currentThread().interrupt();
		}
		finally {
			shutDown();
		}
	}

	@SuppressWarnings("unchecked")
	private List<ItemWork<I, E, O>> works() {
		RunDefinition definition = this.run.definition();
		List<ItemWork<I, E, O>> works = new ArrayList<>();
		for (DatasetItem<?, ?> item : definition.dataset().items()) {
			for (int repetition = 1; repetition <= definition.repetitions(); repetition++) {
				works.add(new ItemWork<>(this.run, this.task, this.evaluators, (DatasetItem<I, E>) item, repetition,
						this.ended::add));
			}
		}
		return works;
	}

	private void begin(ItemWork<I, E, O> work) {
		this.running.add(work);
		work.runsAs(this.threads.submit(work));
	}

	private long leftOfAll() {
		Duration timeout = this.settings.timeout();
		return (timeout != null) ? timeout.toNanos() - (System.nanoTime() - this.begun) : Long.MAX_VALUE;
	}

	private long untilNext() {
		long until = leftOfAll();
		for (ItemWork<I, E, O> work : this.running) {
			until = Math.min(until, work.left(this.settings.itemTimeout()));
		}
		return Math.max(until, 0);
	}

	private void endThoseOutOfTime() {
		for (ItemWork<I, E, O> work : List.copyOf(this.running)) {
			if (work.left(this.settings.itemTimeout()) <= 0) {
				timeOut(work, this.settings.itemTimeout());
			}
		}
	}

	private void timeOutAll(@Nullable Duration timeout) {
		Duration had = (timeout != null) ? timeout : Duration.ofNanos(System.nanoTime() - this.begun);
		List.copyOf(this.running).forEach((work) -> timeOut(work, had));
	}

	private void timeOut(ItemWork<I, E, O> work, Duration timeout) {
		this.running.remove(work);
		work.timeOut(timeout);
		this.report.ended(work.result());
	}

	private void shutDown() {
		this.threads.shutdownNow();
		try {
			if (!this.threads.awaitTermination(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
				logger.warn(this.threads.getActiveCount() + " items of the experiment still run although they were "
						+ "interrupted: their code ignores interrupts");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
