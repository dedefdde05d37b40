/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.langfuse4j.dataset.Dataset;
import dev.langfuse4j.dataset.DatasetItem;
import dev.langfuse4j.dataset.DatasetSpec;
import dev.langfuse4j.dataset.LangfuseDatasets;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

import org.springframework.util.Assert;

/**
 * Collects the description of an experiment. Its types change with what is called, as the
 * items are yet to come.
 */
@SuppressWarnings("unchecked")
final class DefaultExperimentSpec<I, E> implements ExperimentSpec<I, E> {

	private final ExperimentEngine engine;

	private final Supplier<LangfuseDatasets> datasets;

	private final ExperimentSettings settings;

	private final String name;

	private final Map<String, Object> metadata = new LinkedHashMap<>();

	private @Nullable DatasetSpec<?, ?> named;

	private @Nullable Dataset<?, ?> given;

	private @Nullable String runName;

	private @Nullable String description;

	private @Nullable String project;

	DefaultExperimentSpec(ExperimentEngine engine, Supplier<LangfuseDatasets> datasets, ExperimentSettings settings,
			String name) {
		this.engine = engine;
		this.datasets = datasets;
		this.settings = settings;
		this.name = name;
	}

	@Override
	public ExperimentSpec<Object, Object> dataset(String name) {
		this.named = this.datasets.get().dataset(name);
		this.given = null;
		return (ExperimentSpec<Object, Object>) this;
	}

	@Override
	public <A, B> ExperimentSpec<A, B> dataset(Dataset<A, B> dataset) {
		Assert.notNull(dataset, "'dataset' must not be null");
		this.given = dataset;
		this.named = null;
		return (ExperimentSpec<A, B>) this;
	}

	@Override
	public <A, B> ExperimentSpec<A, B> items(List<DatasetItem<A, B>> items) {
		Assert.notNull(items, "'items' must not be null");
		return dataset(Dataset.of(this.name, items));
	}

	@Override
	public <T> ExperimentSpec<T, E> input(Class<T> type) {
		this.named = named("input").input(type);
		return (ExperimentSpec<T, E>) this;
	}

	@Override
	public <T> ExperimentSpec<I, T> expected(Class<T> type) {
		this.named = named("expected").expected(type);
		return (ExperimentSpec<I, T>) this;
	}

	@Override
	public ExperimentSpec<I, E> version(Instant at) {
		this.named = named("version").version(at);
		return this;
	}

	private DatasetSpec<?, ?> named(String method) {
		DatasetSpec<?, ?> spec = this.named;
		Assert.state(spec != null,
				() -> "Call dataset(name) before " + method + "(…): items that are given have their types");
		return spec;
	}

	@Override
	public ExperimentSpec<I, E> runName(String runName) {
		Assert.hasText(runName, "The name of a run must not be empty: leave out runName(…) for a unique one");
		this.runName = runName;
		return this;
	}

	@Override
	public ExperimentSpec<I, E> description(@Nullable String description) {
		this.description = description;
		return this;
	}

	@Override
	public ExperimentSpec<I, E> metadata(String key, @Nullable Object value) {
		Assert.hasText(key, "A key of an experiment's metadata must not be empty");
		if (value != null) {
			this.metadata.put(key, value);
		}
		return this;
	}

	@Override
	public ExperimentSpec<I, E> project(String name) {
		Assert.hasText(name, "The project of an experiment must not be empty: leave out project(…) for the default");
		this.project = name;
		return this;
	}

	@Override
	public <O> Experiment<I, E, O> task(ExperimentTask<I, E, O> task) {
		Assert.notNull(task, "'task' must not be null");
		return experiment((item, running) -> {
			O output = task.run(item);
			Assert.state(!(output instanceof CompletionStage<?>) && !(output instanceof Publisher<?>),
					"The task returned a result that is still to come: use asyncTask(…) or reactiveTask(…)");
			return output;
		});
	}

	@Override
	public <O> Experiment<I, E, O> asyncTask(Function<DatasetItem<I, E>, ? extends CompletionStage<O>> task) {
		Assert.notNull(task, "'task' must not be null");
		return experiment((item, running) -> Awaited.stage(task.apply(item)));
	}

	@Override
	public <O> Experiment<I, E, O> reactiveTask(Function<DatasetItem<I, E>, ? extends Publisher<O>> task) {
		Assert.notNull(task, "'task' must not be null");
		return experiment((item, running) -> Awaited.publisher(task.apply(item), running::writeTo));
	}

	private <O> Experiment<I, E, O> experiment(TaskCall<I, E, O> task) {
		return new DefaultExperiment<>(this.engine, this.settings, this::define, task);
	}

	private RunDefinition define(int repetitions) {
		Dataset<?, ?> dataset = this.given;
		DatasetSpec<?, ?> spec = this.named;
		if (spec != null) {
			dataset = ((this.project != null) ? spec.project(this.project) : spec).get();
		}
		Assert.state(dataset != null, "The experiment has no items: call dataset(…) or items(…)");
		return RunDefinition.of(this.name, this.runName, this.description, this.metadata, dataset, repetitions,
				this.project);
	}

}
