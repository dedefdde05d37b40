/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.test.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.EventType;

/**
 * Runs test classes as JUnit does, and says what came of them.
 */
final class Engine {

	private final EngineExecutionResults results;

	private Engine(EngineExecutionResults results) {
		this.results = results;
	}

	/**
	 * Runs a class, which writes its reports to a directory.
	 */
	static Engine run(Class<?> type, Path reports, Map<String, String> configuration) {
		return new Engine(EngineTestKit.engine("junit-jupiter")
			.selectors(DiscoverySelectors.selectClass(type))
			.configurationParameter("langfuse.experiment.report-directory", reports.toString())
			.configurationParameters(configuration)
			.execute());
	}

	static Engine run(Class<?> type, Path reports) {
		return run(type, reports, Map.of());
	}

	long succeeded() {
		return this.results.testEvents().succeeded().count();
	}

	long failed() {
		return this.results.testEvents().failed().count();
	}

	long aborted() {
		return this.results.testEvents().aborted().count();
	}

	/**
	 * The names of the tests that ended, in the order of their begin.
	 */
	List<String> names() {
		return this.results.testEvents().started().map((event) -> event.getTestDescriptor().getDisplayName()).toList();
	}

	/**
	 * Returns the exceptions that tests threw.
	 */
	List<Throwable> failures() {
		return thrown(this.results.testEvents().list());
	}

	/**
	 * Returns the exceptions that classes and templates threw.
	 */
	List<Throwable> containerFailures() {
		return thrown(this.results.containerEvents().list());
	}

	private static List<Throwable> thrown(List<Event> events) {
		return events.stream()
			.filter((event) -> event.getType() == EventType.FINISHED)
			.map((event) -> event.getRequiredPayload(TestExecutionResult.class))
			.filter((result) -> result.getStatus() == TestExecutionResult.Status.FAILED)
			.flatMap((result) -> result.getThrowable().stream())
			.toList();
	}

}
