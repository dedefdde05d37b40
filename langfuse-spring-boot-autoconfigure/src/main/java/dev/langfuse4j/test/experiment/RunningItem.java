/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.lang.reflect.UndeclaredThrowableException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.langfuse4j.dataset.DatasetItem;
import dev.langfuse4j.experiment.ExperimentRun;
import dev.langfuse4j.experiment.ItemRun;
import dev.langfuse4j.mask.Maskers;
import dev.langfuse4j.score.Evaluation;
import dev.langfuse4j.trace.ObservedCall;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * An item while its test runs, and what comes of it.
 */
final class RunningItem implements ExperimentItem {

	private final ExperimentRun<Object> run;

	private final Maskers maskers;

	private final DatasetItem<Object, Object> item;

	private final int repetition;

	private final Map<String, Object> scores = Collections.synchronizedMap(new LinkedHashMap<>());

	private final AtomicBoolean measured = new AtomicBoolean();

	private volatile @Nullable ItemRun<Object> running;

	RunningItem(ExperimentRun<Object> run, DatasetItem<Object, Object> item, int repetition, Maskers maskers) {
		this.run = run;
		this.maskers = maskers;
		this.item = item;
		this.repetition = repetition;
	}

	/**
	 * Runs a test for this item.
	 * @param name the name of the test
	 * @param test the test
	 * @param hasHandle whether the test has this item and says itself what the task is
	 */
	Ended run(String name, Test test, boolean hasHandle) {
		long start = System.nanoTime();
		ItemRun<Object> current = this.run.begin(this.item, this.repetition);
		this.running = current;
		Throwable failure = proceed(current, test, hasHandle);
		Outcome outcome = outcome(failure);
		if (outcome != Outcome.MISSING) {
			add(current, Attempt.PASSED, outcome == Outcome.PASSED);
		}
		this.running = null;
		current.end();
		Attempt attempt = new Attempt(name, this.repetition, outcome, Map.copyOf(this.scores),
				Attempt.message(failure, this.maskers), current.traceId(), (System.nanoTime() - start) / 1_000_000);
		return new Ended(attempt, failure);
	}

	private @Nullable Throwable proceed(ItemRun<Object> current, Test test, boolean hasHandle) {
		try (ObservedCall.Scope scope = current.openScope()) {
			if (hasHandle) {
				test.run();
				if (!this.measured.get()) {
					throw new IllegalStateException("The test never called ExperimentItem.task(…), so nothing was "
							+ "measured: call it once, or leave out the parameter");
				}
			}
			else {
				current.task(() -> whole(test));
			}
			return null;
		}
		catch (VirtualMachineError ex) {
			throw ex;
		}
		catch (Throwable ex) {
			current.fail(ex);
			return ex;
		}
	}

	private static @Nullable Object whole(Test test) throws Exception {
		try {
			test.run();
			return null;
		}
		catch (Exception | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new UndeclaredThrowableException(ex);
		}
	}

	private static Outcome outcome(@Nullable Throwable failure) {
		if (failure == null) {
			return Outcome.PASSED;
		}
		if (failure instanceof TestAbortedException) {
			return Outcome.MISSING;
		}
		return (failure instanceof AssertionError) ? Outcome.NOT_PASSED : Outcome.FAILED;
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T extends @Nullable Object, X extends Exception> T task(Task<T, X> task) throws X {
		ItemRun<Object> current = current();
		if (!this.measured.compareAndSet(false, true)) {
			throw new IllegalStateException(
					"ExperimentItem.task(…) was called before: an experiment measures one task of each item");
		}
		try {
			return current.task(task::run);
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw (X) ex;
		}
	}

	@Override
	public ExperimentItem score(String name, @Nullable Object value) {
		ItemRun<Object> current = current();
		if (name.equals(Attempt.PASSED)) {
			throw new IllegalArgumentException(
					"The score '" + Attempt.PASSED + "' says whether the test passed: give yours another name");
		}
		add(current, name, value);
		return this;
	}

	private void add(ItemRun<Object> current, String name, @Nullable Object value) {
		for (Evaluation evaluation : current.score(name, value)) {
			String own = evaluation.name();
			this.scores.put((own != null) ? own : name, evaluation.value());
		}
	}

	private ItemRun<Object> current() {
		ItemRun<Object> current = this.running;
		if (current == null) {
			throw new IllegalStateException("An ExperimentItem can be used while its test method runs only");
		}
		return current;
	}

	@Override
	public DatasetItem<Object, Object> datasetItem() {
		return this.item;
	}

	@Override
	public int repetition() {
		return this.repetition;
	}

	@Override
	public @Nullable String traceId() {
		return current().traceId();
	}

	/**
	 * A test method with its arguments.
	 */
	@FunctionalInterface
	interface Test {

		void run() throws Throwable;

	}

	/**
	 * The end of a test.
	 *
	 * @param attempt what comes of it for the report
	 * @param failure what it threw, or {@code null}
	 */
	record Ended(Attempt attempt, @Nullable Throwable failure) {

	}

}
