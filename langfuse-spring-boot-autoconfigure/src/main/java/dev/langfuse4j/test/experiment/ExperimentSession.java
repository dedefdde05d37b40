/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import dev.langfuse4j.dataset.DatasetItem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The run of an experiment while the tests of its class run: reads the items once,
 * collects what comes of them, and judges it at the end. Thread-safe.
 */
final class ExperimentSession {

	private static final String REPORT_DIRECTORY = "langfuse.experiment.report-directory";

	private final Class<?> owner;

	private final LangfuseExperiment experiment;

	private final Goals goals;

	private final Set<Test> tests = Collections.synchronizedSet(new LinkedHashSet<>());

	private final Map<Place, Attempt> attempts = new ConcurrentHashMap<>();

	private @Nullable OpenExperiment open;

	private @Nullable RuntimeException failure;

	ExperimentSession(Class<?> owner, LangfuseExperiment experiment) {
		this.owner = owner;
		this.experiment = experiment;
		this.goals = Goals.of(experiment);
		if (experiment.repetitions() < 1) {
			throw new ExtensionConfigurationException("@LangfuseExperiment on " + owner.getName() + " has "
					+ experiment.repetitions() + " repetitions: set 1 or more");
		}
	}

	boolean isOf(Class<?> type) {
		return this.owner == type;
	}

	/**
	 * Whether a failed assertion is left to the judgement at the end.
	 */
	boolean decidesAboutAssertions() {
		return this.experiment.repetitions() > 1 || Stream.of(this.experiment.minimum())
			.anyMatch((threshold) -> threshold.score().equals(Attempt.PASSED));
	}

	/**
	 * Begins to run a test for all items.
	 */
	Stream<ItemInvocation> invocations(ExtensionContext context) {
		OpenExperiment running = open(context);
		Test test = new Test(context.getUniqueId(), name(context));
		this.tests.add(test);
		return running.dataset()
			.items()
			.stream()
			.flatMap((item) -> repetitions().map((repetition) -> invocation(running, test, item, repetition)));
	}

	private String name(ExtensionContext context) {
		Class<?> type = context.getRequiredTestClass();
		return ((type != this.owner) ? type.getSimpleName() + "." : "") + context.getRequiredTestMethod().getName();
	}

	private Stream<Integer> repetitions() {
		return Stream.iterate(1, (number) -> number + 1).limit(this.experiment.repetitions());
	}

	private ItemInvocation invocation(OpenExperiment running, Test test, DatasetItem<Object, Object> item,
			int repetition) {
		String title = running.titles().title(item);
		String name = (this.experiment.repetitions() > 1)
				? title + " (" + repetition + " of " + this.experiment.repetitions() + ")" : title;
		return new ItemInvocation(this, test, new RunningItem(running.run(), item, repetition, running.maskers()), name,
				running.values());
	}

	/**
	 * Before the first test, not before the class: other extensions have prepared what
	 * the application context needs.
	 */
	private synchronized OpenExperiment open(ExtensionContext context) {
		if (this.failure != null) {
			throw this.failure;
		}
		OpenExperiment running = this.open;
		if (running == null) {
			try {
				running = OpenExperiment.of(context, this.experiment);
				this.open = running;
			}
			catch (RuntimeException ex) {
				this.failure = ex;
				throw ex;
			}
		}
		return running;
	}

	/**
	 * Takes what came of one item.
	 */
	void add(Test test, String itemId, Attempt attempt) {
		this.attempts.put(new Place(test, itemId, attempt.repetition()), attempt);
	}

	/**
	 * Judges the run, if there was one, and writes its report.
	 * @throws AssertionError if the experiment failed
	 */
	synchronized void finish(ExtensionContext context) {
		OpenExperiment running = this.open;
		if (running != null) {
			ReportData report = running.finish(results(running), this.goals);
			String text = ReportTarget.of(context.getConfigurationParameter(REPORT_DIRECTORY).orElse(null))
				.write(report);
			if (!report.passed()) {
				throw error(text);
			}
		}
	}

	private List<ItemResults> results(OpenExperiment running) {
		List<ItemResults> results = new ArrayList<>();
		for (DatasetItem<Object, Object> item : running.dataset().items()) {
			List<Attempt> all = new ArrayList<>();
			for (Test test : this.tests) {
				repetitions().forEach((repetition) -> {
					Attempt attempt = this.attempts.get(new Place(test, item.id(), repetition));
					all.add((attempt != null) ? attempt : Attempt.missing(test.name(), repetition));
				});
			}
			results.add(new ItemResults(item.id(), running.titles().title(item), all));
		}
		return results;
	}

	/**
	 * Creates an error without a stack trace, which would not help.
	 */
	private static AssertionError error(String text) {
		AssertionError error = new AssertionError(text);
		error.setStackTrace(new StackTraceElement[0]);
		return error;
	}

	/**
	 * A test method.
	 *
	 * @param id tells it from all others
	 * @param name its name
	 */
	record Test(String id, String name) {

	}

	/**
	 * The place of an attempt.
	 */
	private record Place(Test test, String itemId, int repetition) {

	}

}
