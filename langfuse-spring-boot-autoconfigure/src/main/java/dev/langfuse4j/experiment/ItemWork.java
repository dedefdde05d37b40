/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Consumer;

import dev.langfuse4j.dataset.DatasetItem;
import dev.langfuse4j.logging.LogOnce;
import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;

/**
 * The work on one item: its task, then its evaluators. Runs on a thread of the
 * experiment, watched by the one that began it.
 */
final class ItemWork<I, E, O> implements Runnable {

	private static final LogOnce logger = LogOnce.shared(LangfuseExperiments.class);

	private final ExperimentRun<O> run;

	private final TaskCall<I, E, O> task;

	private final List<NamedEvaluator<I, E, O>> evaluators;

	private final DatasetItem<I, E> item;

	private final int repetition;

	private final Consumer<ItemWork<I, E, O>> ended;

	private @Nullable ItemRun<O> begun;

	private @Nullable ItemResult<O> result;

	private boolean cancelled;

	private long since;

	private @Nullable Future<?> future;

	ItemWork(ExperimentRun<O> run, TaskCall<I, E, O> task, List<NamedEvaluator<I, E, O>> evaluators,
			DatasetItem<I, E> item, int repetition, Consumer<ItemWork<I, E, O>> ended) {
		this.run = run;
		this.task = task;
		this.evaluators = evaluators;
		this.item = item;
		this.repetition = repetition;
		this.ended = ended;
	}

	void runsAs(Future<?> future) {
		this.future = future;
	}

	@Override
	public void run() {
		try {
			ItemRun<O> own = this.run.begin(this.item, this.repetition);
			if (begin(own)) {
				work(own);
			}
			end(own.end());
		}
		catch (Throwable ex) {
			logger.warn(ex.getClass(), () -> "An item of an experiment cannot begin: " + ex.getClass().getName());
		}
		finally {
			this.ended.accept(this);
		}
	}

	private void work(ItemRun<O> own) {
		try (ObservedCall.Scope scope = own.openScope()) {
			ItemTask<O> running = own.openTask();
			O output = perform(running);
			if (own.isOpen()) {
				new ItemEvaluation<>(own, new EvaluatorInput<>(this.item, output)).run(this.evaluators);
			}
		}
		catch (Throwable ex) {
			own.fail(ex);
		}
	}

	private @Nullable O perform(ItemTask<O> running) {
		try (ObservedCall.Scope scope = running.openScope()) {
			O output = this.task.run(this.item, running);
			running.complete(output);
			return output;
		}
		catch (Throwable ex) {
			running.fail(ex);
			return null;
		}
	}

	private synchronized boolean begin(ItemRun<O> own) {
		this.begun = own;
		this.since = System.nanoTime();
		if (this.cancelled) {
			own.fail(new IllegalStateException("The time for the experiment was over"));
		}
		return !this.cancelled;
	}

	private synchronized void end(ItemResult<O> ended) {
		this.result = (this.result != null) ? this.result : ended;
	}

	/**
	 * Returns how long this item may still take.
	 */
	synchronized long left(Duration timeout) {
		return (this.begun != null) ? timeout.toNanos() - (System.nanoTime() - this.since) : timeout.toNanos();
	}

	/**
	 * Ends the item although its code may still run, and interrupts that.
	 * @param timeout the time that it had
	 */
	void timeOut(Duration timeout) {
		ItemRun<O> own;
		synchronized (this) {
			this.cancelled = true;
			own = this.begun;
		}
		if (own != null) {
			own.timeOut(timeout);
			end(own.end());
		}
		if (this.future != null) {
			this.future.cancel(true);
		}
	}

	/**
	 * Returns what came of it, once it has ended.
	 */
	synchronized ItemResult<O> result() {
		ItemResult<O> known = this.result;
		return (known != null) ? known : ItemResult.missing(this.item, this.repetition);
	}

}
