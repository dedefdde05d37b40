/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.export.pipeline;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import dev.langfuse4j.callback.Unobserved;
import dev.langfuse4j.export.delivery.DeliveryThread;
import dev.langfuse4j.logging.LogOnce;
import org.jspecify.annotations.Nullable;

/**
 * The one thread on which everything after the queue happens, and its timer. A daemon;
 * started when first needed.
 */
final class ExportThread implements DeliveryThread {

	private final LogOnce logger = new LogOnce(ExportThread.class);

	private static final String NAME = "langfuse-export";

	private static final Duration PATIENCE = Duration.ofSeconds(1);

	private final ScheduledThreadPoolExecutor executor;

	private volatile @Nullable Thread thread;

	ExportThread() {
		this.executor = new ScheduledThreadPoolExecutor(1, this::newThread);
		this.executor.setRemoveOnCancelPolicy(true);
	}

	boolean isCurrent() {
		return Thread.currentThread() == this.thread;
	}

	/**
	 * Runs a task.
	 * @return whether it will run: not when closed, nor when no thread can be made
	 */
	@Override
	public boolean execute(Runnable task) {
		try {
			ensureThread();
			this.executor.execute(guarded(task));
			return true;
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			return false;
		}
	}

	@Override
	public Future<?> schedule(Runnable task, long nanos) {
		try {
			return this.executor.schedule(guarded(task), nanos, TimeUnit.NANOSECONDS);
		}
		catch (RejectedExecutionException ex) {
			return CompletableFuture.completedFuture(null);
		}
	}

	/**
	 * Runs a task again and again.
	 * @return whether it will run
	 */
	boolean repeat(Runnable task, long nanos) {
		try {
			ensureThread();
			this.executor.scheduleWithFixedDelay(guarded(task), nanos, nanos, TimeUnit.NANOSECONDS);
			return true;
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			return false;
		}
	}

	/**
	 * Creates the thread. If no thread can be created, this method fails before a task is
	 * queued, which would stay in the queue.
	 */
	private void ensureThread() {
		this.executor.prestartCoreThread();
	}

	/**
	 * Ends the thread, and waits a moment for it, because it may run code of the
	 * application.
	 */
	void close() {
		this.executor.shutdownNow();
		Thread worker = this.thread;
		if (worker == null || isCurrent()) {
			return;
		}
		try {
			// The executor says it has terminated a moment before its thread has
			worker.join(PATIENCE.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Exporters, maskers and listeners are not observed: each batch would otherwise
	 * produce the next.
	 */
	private Thread newThread(Runnable work) {
		// Made on a thread of the application, of which it must inherit nothing
		Thread created = new Thread(null, Unobserved.task(work), NAME, 0, false);
		created.setContextClassLoader(ExportThread.class.getClassLoader());
		created.setDaemon(true);
		this.thread = created;
		return created;
	}

	/**
	 * A repeated task that throws would not be repeated again.
	 */
	private Runnable guarded(Runnable task) {
		return () -> {
			try {
				task.run();
			}
			catch (Throwable ex) {
				this.logger.error(ex.getClass(), () -> "The export of a batch failed: " + ex.getClass().getName());
			}
		};
	}

}
