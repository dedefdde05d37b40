/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import java.io.BufferedReader;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.springframework.util.Assert;

/**
 * Measures the first observed call in a fresh virtual machine, in an application with the
 * starter and nothing else, and in one with Spring MVC.
 */
final class FirstCall {

	private static final List<String> OPTIONS = List.of("-Xmx512m", "-Dlogging.level.root=warn",
			"-Dspring.main.banner-mode=off", "-Dlangfuse.public-key=pk-lf-benchmark",
			"-Dlangfuse.secret-key=sk-lf-benchmark", "-Dlangfuse.base-url=http://localhost:9", "-Dlangfuse.check=off",
			"-Dserver.port=0");

	private static final String REST = "-D" + FirstCallApplication.REST + "=2000";

	private final Path directory;

	private final Path jar;

	FirstCall(Path directory, Path jar) {
		this.directory = directory;
		this.jar = jar;
	}

	/**
	 * Starts each application some times, by turns, so that a noisy minute hits all.
	 * @return a table
	 */
	String run(int rounds) {
		Map<Application, List<List<Double>>> results = new EnumMap<>(Application.class);
		for (int round = 0; round <= rounds; round++) {
			for (Application application : Application.values()) {
				List<Double> result = start(application);
				if (round > 0) {
					// The first fills the caches of the file system
					results.computeIfAbsent(application, (key) -> new ArrayList<>()).add(result);
				}
			}
		}
		StringBuilder table = new StringBuilder("First call of an application, median of " + rounds + "\n\n"
				+ "| first call | milliseconds | on the processor | spread | classes loaded | start |\n"
				+ "|---|---:|---:|---:|---:|---:|\n");
		results.forEach((application, runs) -> {
			List<Double> times = column(runs, 0);
			table.append(String.format("| %s | %.1f | %.1f | ±%.0f %% | %.0f | %.0f ms |%n", application.description,
					Medians.median(times) / 1_000, Medians.median(column(runs, 1)) / 1_000, 100 * Medians.spread(times),
					Medians.median(column(runs, 2)), Medians.median(column(runs, 3)) / 1_000));
		});
		return table.toString();
	}

	private static List<Double> column(List<List<Double>> runs, int index) {
		return runs.stream().map((run) -> run.get(index)).toList();
	}

	private List<Double> start(Application application) {
		List<String> options = new ArrayList<>(OPTIONS);
		options.addAll(List.of(application.options));
		options.add("-D" + FirstCallApplication.SCENARIO + "=" + application.scenario);
		Process process = Processes.start(classPath(application.mvc), options, FirstCallApplication.class);
		BufferedReader output = Processes.reader(process);
		String numbers = Processes.await(output, FirstCallApplication.CALLED);
		Processes.end(process);
		return Arrays.stream(numbers.split(" ")).map(Double::valueOf).toList();
	}

	private String classPath(boolean mvc) {
		Assert.state(this.jar.toFile().isFile(), "There is no jar: run it with the phase verify");
		return StarterClassPath.of(mvc) + File.pathSeparator + this.directory.resolve("test-classes")
				+ File.pathSeparator + this.jar;
	}

	private enum Application {

		PLAIN("S2, not annotated", Scenario.S2, false, "-D" + FirstCallApplication.PLAIN + "=true"),

		S1("S1, right after the start", Scenario.S1, false),

		S2("S2, right after the start", Scenario.S2, false),

		RESTED_S1("S1, 2 s after the start", Scenario.S1, false, REST),

		RESTED_S2("S2, 2 s after the start", Scenario.S2, false, REST),

		ONE_PROCESSOR("S2, one processor", Scenario.S2, false, "-XX:ActiveProcessorCount=1"),

		MVC_PLAIN("MVC: S2, not annotated", Scenario.S2, true, "-D" + FirstCallApplication.PLAIN + "=true"),

		MVC_S1("MVC: S1, right after the start", Scenario.S1, true),

		MVC_S2("MVC: S2, right after the start", Scenario.S2, true),

		MVC_RESTED_S1("MVC: S1, 2 s after the start", Scenario.S1, true, REST),

		MVC_RESTED_S2("MVC: S2, 2 s after the start", Scenario.S2, true, REST);

		private final String description;

		private final Scenario scenario;

		private final boolean mvc;

		private final String[] options;

		Application(String description, Scenario scenario, boolean mvc, String... options) {
			this.description = description;
			this.scenario = scenario;
			this.mvc = mvc;
			this.options = options;
		}

	}

}
