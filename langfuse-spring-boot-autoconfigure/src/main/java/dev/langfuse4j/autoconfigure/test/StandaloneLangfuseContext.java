/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.autoconfigure.test;

import java.util.function.Function;

import dev.langfuse4j.autoconfigure.LangfuseAutoConfiguration;
import dev.langfuse4j.autoconfigure.dataset.LangfuseDatasetAutoConfiguration;
import dev.langfuse4j.autoconfigure.experiment.LangfuseExperimentAutoConfiguration;
import dev.langfuse4j.autoconfigure.prompt.LangfusePromptAutoConfiguration;
import dev.langfuse4j.autoconfigure.score.LangfuseScoreAutoConfiguration;
import dev.langfuse4j.test.experiment.StandaloneLangfuse;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.PropertySource;

/**
 * Starts a context without {@code SpringApplication}, which would read the files of the
 * application and set up its logging.
 */
final class StandaloneLangfuseContext implements StandaloneLangfuse {

	@Override
	public ConfigurableApplicationContext start(Function<String, @Nullable String> configuration) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.getEnvironment().getPropertySources().addFirst(new Configured(configuration));
		context.register(Beans.class);
		context.refresh();
		return context;
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ ObservationAutoConfiguration.class, LangfuseAutoConfiguration.class,
			LangfuseScoreAutoConfiguration.class, LangfuseDatasetAutoConfiguration.class,
			LangfuseExperimentAutoConfiguration.class, LangfusePromptAutoConfiguration.class })
	static class Beans {

	}

	/**
	 * A property source that reads each property by its name.
	 */
	private static final class Configured extends PropertySource<Function<String, @Nullable String>> {

		Configured(Function<String, @Nullable String> configuration) {
			super("langfuseTestConfiguration", configuration);
		}

		@Override
		public @Nullable Object getProperty(String name) {
			return name.startsWith("langfuse.") ? getSource().apply(name) : null;
		}

	}

}
