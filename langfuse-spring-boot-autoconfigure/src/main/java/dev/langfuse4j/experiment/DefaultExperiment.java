/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

import org.springframework.util.Assert;

/**
 * Collects how an experiment is evaluated.
 */
final class DefaultExperiment<I, E, O> implements Experiment<I, E, O> {

	private final ExperimentEngine engine;

	private final ExperimentSettings settings;

	private final IntFunction<RunDefinition> definition;

	private final TaskCall<I, E, O> task;

	private final List<NamedEvaluator<I, E, O>> evaluators = new ArrayList<>();

	private final List<NamedRunEvaluator<O>> runEvaluators = new ArrayList<>();

	private final Set<String> names = new HashSet<>();

	private int concurrency;

	private int repetitions = 1;

	private Duration itemTimeout;

	private @Nullable Duration timeout;

	private @Nullable ExperimentProgress progress;

	DefaultExperiment(ExperimentEngine engine, ExperimentSettings settings, IntFunction<RunDefinition> definition,
			TaskCall<I, E, O> task) {
		this.engine = engine;
		this.settings = settings;
		this.definition = definition;
		this.task = task;
		this.concurrency = settings.concurrency();
		this.itemTimeout = settings.itemTimeout();
		this.timeout = settings.timeout();
	}

	/**
	 * An evaluator only consumes what its type parameters say.
	 */
	@Override
	@SuppressWarnings("unchecked")
	public Experiment<I, E, O> evaluator(String name, Evaluator<? super I, ? super E, ? super O> evaluator) {
		Assert.notNull(evaluator, "'evaluator' must not be null");
		this.evaluators.add(new NamedEvaluator<>(unique("item", name), (Evaluator<I, E, O>) evaluator));
		return this;
	}

	@Override
	public Experiment<I, E, O> runEvaluator(String name, RunEvaluator<O> evaluator) {
		Assert.notNull(evaluator, "'evaluator' must not be null");
		this.runEvaluators.add(new NamedRunEvaluator<>(unique("run", name), evaluator));
		return this;
	}

	private String unique(String kind, String name) {
		Assert.hasText(name, "The name of an evaluator must not be empty");
		Assert.isTrue(this.names.add(kind + " " + name), () -> "There is an evaluator '" + name + "' already");
		return name;
	}

	@Override
	public Experiment<I, E, O> concurrency(int items) {
		Assert.isTrue(items > 0, "The concurrency of an experiment must be positive");
		this.concurrency = items;
		return this;
	}

	@Override
	public Experiment<I, E, O> itemTimeout(Duration timeout) {
		this.itemTimeout = positive(timeout);
		return this;
	}

	@Override
	public Experiment<I, E, O> timeout(Duration timeout) {
		this.timeout = positive(timeout);
		return this;
	}

	private static Duration positive(Duration timeout) {
		Assert.isTrue(!timeout.isNegative() && !timeout.isZero(), "The timeout of an experiment must be positive");
		return timeout;
	}

	@Override
	public Experiment<I, E, O> repetitions(int times) {
		Assert.isTrue(times > 0, "The number of repetitions must be positive");
		this.repetitions = times;
		return this;
	}

	@Override
	public Experiment<I, E, O> onProgress(ExperimentProgress progress) {
		Assert.notNull(progress, "'progress' must not be null");
		this.progress = progress;
		return this;
	}

	@Override
	public ExperimentResult<O> run() {
		if (Schedulers.isInNonBlockingThread()) {
			throw new IllegalStateException(
					"An experiment waits for its items, and thread " + Thread.currentThread().getName()
							+ " must not: run it on another thread, such as one of Schedulers.boundedElastic()");
		}
		RunDefinition defined = this.definition.apply(this.repetitions);
		ExperimentRun<O> run = this.engine.open(defined);
		ExperimentSettings own = new ExperimentSettings(this.concurrency, this.itemTimeout, this.timeout,
				this.settings.flushTimeout(), this.settings.virtualThreads());
		ProgressReport<O> report = new ProgressReport<>(defined,
				(this.progress != null) ? this.progress : ExperimentProgress.log());
		new ExperimentRunner<>(run, this.task, List.copyOf(this.evaluators), own, report).run();
		return run.finish(own.flushTimeout(), List.copyOf(this.runEvaluators));
	}

}
