/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.actuate;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.langfuse4j.lang.Internal;
import dev.langfuse4j.prompt.DefaultLangfusePrompts;
import dev.langfuse4j.prompt.PromptListener;
import dev.langfuse4j.prompt.PromptResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * Counts what requests of the application for prompts came to.
 *
 * @since 0.1.0
 */
@Internal
public final class PromptMeters implements MeterBinder {

	private static final String NO_PROJECT = "(none)";

	private final DefaultLangfusePrompts prompts;

	private final boolean byName;

	/**
	 * Creates the meters.
	 * @param prompts the prompts to measure
	 * @param byName whether each prompt has meters of its own
	 */
	public PromptMeters(DefaultLangfusePrompts prompts, boolean byName) {
		this.prompts = prompts;
		this.byName = byName;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.prompts.listen(new Requests(registry, this.byName));
	}

	private static final class Requests implements PromptListener {

		private final MeterRegistry registry;

		private final boolean byName;

		private final Map<String, Map<String, Counter[]>> counters = new ConcurrentHashMap<>();

		Requests(MeterRegistry registry, boolean byName) {
			this.registry = registry;
			this.byName = byName;
		}

		@Override
		public void requested(@Nullable String project, String name, PromptResult result) {
			counters((project != null) ? project : NO_PROJECT, this.byName ? name : "")[result.ordinal()].increment();
		}

		private Counter[] counters(String project, String name) {
			Map<String, Counter[]> ofProject = this.counters.get(project);
			Counter[] found = (ofProject != null) ? ofProject.get(name) : null;
			return (found != null) ? found : this.counters.computeIfAbsent(project, (key) -> new ConcurrentHashMap<>())
				.computeIfAbsent(name, (key) -> create(project, key));
		}

		private Counter[] create(String project, String name) {
			PromptResult[] results = PromptResult.values();
			Counter[] all = new Counter[results.length];
			for (PromptResult result : results) {
				Counter.Builder builder = Counter.builder("langfuse.prompt.requests")
					.description("Calls of the application for prompts")
					.tag("project", project)
					.tag("result", result.value());
				all[result.ordinal()] = (name.isEmpty() ? builder : builder.tag("prompt", name))
					.register(this.registry);
			}
			return all;
		}

	}

}
