/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import dev.langfuse4j.dataset.DatasetItem;
import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.observation.LangfuseObservation;
import dev.langfuse4j.score.Evaluation;
import dev.langfuse4j.score.Evaluations;
import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Runs an item from its begin to its end: its trace, its task and its scores. What ends
 * it first decides about its status. Thread-safe.
 *
 * @param <O> the type of output
 * @since 0.1.0
 */
@Internal
public final class ItemRun<O> {

	private final ItemTrace trace;

	private final DatasetItem<?, ?> item;

	private final int repetition;

	private final ItemUsage usage;

	private final @Nullable String traceId;

	private final Instant begun = Instant.now();

	private final long begunTicks = System.nanoTime();

	private final Map<String, Evaluation> evaluations = new LinkedHashMap<>();

	private final Map<String, Throwable> evaluationErrors = new LinkedHashMap<>();

	private @Nullable ItemTask<O> task;

	private @Nullable ItemStatus status;

	private @Nullable Throwable error;

	private boolean ended;

	ItemRun(ItemTrace trace, DatasetItem<?, ?> item, int repetition, ItemUsage usage) {
		this.trace = trace;
		this.item = item;
		this.repetition = repetition;
		this.usage = usage;
		this.traceId = trace.traceId();
		trace.begin(item, repetition);
	}

	/**
	 * Returns the item.
	 * @return the item
	 */
	public DatasetItem<?, ?> item() {
		return this.item;
	}

	/**
	 * Returns the repetition.
	 * @return its number, from 1
	 */
	public int repetition() {
		return this.repetition;
	}

	/**
	 * Returns the trace of the item.
	 * @return the id, or {@code null} if nothing is recorded
	 */
	public @Nullable String traceId() {
		return this.traceId;
	}

	String taskId() {
		return this.trace.taskId();
	}

	/**
	 * Makes the item current on this thread, so that what is observed belongs to it also
	 * outside of its task.
	 * @return the scope, to be closed on this thread
	 */
	public ObservedCall.Scope openScope() {
		return this.trace.root().openScope();
	}

	/**
	 * Runs the task of the item on this thread.
	 * @param <T> the type of output
	 * @param code the task
	 * @return its output
	 * @throws Exception what the task throws, which fails the item
	 * @throws IllegalStateException if the item had a task, or has ended
	 */
	public <T extends @Nullable O> T task(Callable<T> code) throws Exception {
		ItemTask<O> begun = openTask();
		try (ObservedCall.Scope scope = begun.openScope()) {
			T output = code.call();
			begun.complete(output);
			return output;
		}
		catch (Throwable ex) {
			begun.fail(ex);
			throw ex;
		}
	}

	/**
	 * Begins the task of the item, which ends on whatever thread.
	 * @return the task, to be ended
	 * @throws IllegalStateException if the item had a task, or has ended
	 */
	public synchronized ItemTask<O> openTask() {
		Assert.state(this.task == null, "The task of this item ran already: an item has one task");
		Assert.state(!this.ended, "This item has ended");
		ItemTask<O> begun = new ItemTask<>(this.trace.openTask(this.item, null), System.nanoTime(), this::taskEnded);
		this.task = begun;
		return begun;
	}

	private void taskEnded(ItemTask<O> ended) {
		Throwable failure = ended.error();
		if (failure != null) {
			fail(failure);
		}
	}

	/**
	 * Scores the item.
	 * @param name the name of the score
	 * @param value a number, a boolean, a text, a constant of an enum, an
	 * {@code Evaluation}, or several of these
	 * @return the evaluations
	 * @throws IllegalArgumentException if the value is no score, {@code null} as well
	 * @throws IllegalStateException if the item has such a score, or has ended
	 */
	public synchronized List<Evaluation> score(String name, @Nullable Object value) {
		Assert.hasText(name, "The name of a score must not be empty");
		Assert.state(!this.ended, "This item has ended");
		List<Evaluation> given = Evaluations.of(name, value);
		Assert.notEmpty(given, () -> "The score '" + name + "' has no value");
		for (Evaluation evaluation : given) {
			String own = nameOf(evaluation, name);
			Assert.state(this.evaluations.putIfAbsent(own, evaluation) == null,
					() -> "The item has a score '" + own + "' already");
		}
		return given;
	}

	private static String nameOf(Evaluation evaluation, String name) {
		String own = evaluation.name();
		return (own != null) ? own : name;
	}

	/**
	 * Notes that an evaluator gave no usable score.
	 * @param name the name of the evaluator
	 * @param failure what is wrong
	 */
	public synchronized void unscored(String name, Throwable failure) {
		if (!this.ended) {
			this.evaluationErrors.put(name, failure);
		}
	}

	/**
	 * Fails the item. The first failure counts.
	 * @param failure what is wrong
	 */
	public void fail(Throwable failure) {
		decide(ItemStatus.FAILED, failure);
	}

	/**
	 * Fails the item because it took too long, and ends it: its code may still run.
	 * @param timeout the time that it had
	 */
	public void timeOut(Duration timeout) {
		Throwable failure = new ItemTimeoutException(timeout);
		decide(ItemStatus.TIMED_OUT, failure);
		ItemTask<O> running = task();
		if (running != null) {
			running.fail(failure);
		}
		end();
	}

	private synchronized void decide(ItemStatus decided, Throwable failure) {
		if (this.status == null && !this.ended) {
			this.status = decided;
			this.error = failure;
		}
	}

	private synchronized @Nullable ItemTask<O> task() {
		return this.task;
	}

	synchronized boolean isOpen() {
		return this.status == null && !this.ended;
	}

	ItemTrace trace() {
		return this.trace;
	}

	/**
	 * Ends the item and its trace. A task that has not ended fails it.
	 * @return the result so far: tokens may still be added by what is running
	 */
	public ItemResult<O> end() {
		ItemTask<O> last = task();
		if (last != null && !last.isEnded()) {
			last.fail(new IllegalStateException("The task had not ended when its item did"));
		}
		synchronized (this) {
			if (this.ended) {
				return result();
			}
			if (last == null) {
				// The server knows an item by the observation of its task
				last = new ItemTask<>(this.trace.openTask(this.item, this.begun), this.begunTicks, (ended) -> {
				});
				this.task = last;
			}
			this.status = (this.status != null) ? this.status : ItemStatus.COMPLETED;
			this.ended = true;
		}
		endTrace(last);
		return result();
	}

	private void endTrace(ItemTask<O> last) {
		Throwable failure = this.error;
		if (failure != null) {
			last.fail(failure);
		}
		else {
			last.complete(null);
		}
		this.trace.score(last.call(), this.evaluations);
		ObservedCall root = this.trace.root();
		root.markEnd();
		if (failure != null) {
			root.error(failure);
		}
		else {
			LangfuseObservation recorder = root.recorder();
			recorder.output(last.output());
		}
		root.stop();
	}

	private synchronized ItemResult<O> result() {
		ItemTask<O> ran = this.task;
		ItemStatus known = (this.status != null) ? this.status : ItemStatus.FAILED;
		return new ItemResult<>(this.item, this.repetition, known,
				(known == ItemStatus.COMPLETED && ran != null) ? ran.output() : null, this.error, this.evaluations,
				this.evaluationErrors, Duration.ofNanos((ran != null) ? ran.nanos() : 0), this.usage.sum(),
				this.traceId);
	}

}
