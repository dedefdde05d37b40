/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.experiment;

import java.util.function.Supplier;

import dev.langfuse4j.dataset.LangfuseDatasets;
import dev.langfuse4j.lang.Internal;

import org.springframework.util.Assert;

/**
 * The {@link LangfuseExperiments} of an application context.
 *
 * @since 0.1.0
 */
@Internal
public final class DefaultLangfuseExperiments implements LangfuseExperiments {

	private final ExperimentEngine engine;

	private final Supplier<LangfuseDatasets> datasets;

	private final ExperimentSettings settings;

	/**
	 * Creates the bean.
	 * @param engine opens runs
	 * @param datasets reads datasets, asked for when one is named
	 * @param settings the settings of experiments that say nothing else
	 */
	public DefaultLangfuseExperiments(ExperimentEngine engine, Supplier<LangfuseDatasets> datasets,
			ExperimentSettings settings) {
		this.engine = engine;
		this.datasets = datasets;
		this.settings = settings;
	}

	@Override
	public ExperimentSpec<Object, Object> experiment(String name) {
		Assert.hasText(name, "The name of an experiment must not be empty");
		return new DefaultExperimentSpec<>(this.engine, this.datasets, this.settings, name);
	}

}
