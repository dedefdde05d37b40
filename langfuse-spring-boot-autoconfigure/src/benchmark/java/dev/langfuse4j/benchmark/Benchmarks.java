/*
 * Copyright 2026-present the original author or authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package dev.langfuse4j.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs what the build asks for and prints the tables.
 */
public final class Benchmarks {

	private static final List<String> CALLS = List.of("S1", "S2", "S3", "N3", "MVC", "BOUNDS", "PROMPT");

	private final boolean quick;

	private final Path directory;

	private final Path jar;

	private final int warmUp;

	private Benchmarks(boolean quick, Path directory, Path jar, int warmUp) {
		this.quick = quick;
		this.directory = directory;
		this.jar = jar;
		this.warmUp = warmUp;
	}

	/**
	 * Runs benchmarks.
	 * @param args the names, separated by commas, or {@code all}; whether to be quick;
	 * the directory of the build; the name of our jar; the seconds for which contestants
	 * of the capacity warm up
	 * @throws Exception if anything fails
	 */
	public static void main(String[] args) throws Exception {
		Path directory = Path.of(args[2]);
		Benchmarks benchmarks = new Benchmarks(!args[1].equals("false"), directory, directory.resolve(args[3]),
				Integer.parseInt(args[4]));
		String report = benchmarks.run(names(args[0]));
		System.out.println("\n" + report);
	}

	private static List<String> names(String selection) {
		List<String> all = new ArrayList<>(CALLS);
		all.addAll(List.of("CAPACITY", "STARTUP", "FIRST-CALL"));
		if (selection.equals("all")) {
			return all;
		}
		List<String> names = List.of(selection.toUpperCase(Locale.ROOT).split(","));
		if (!all.containsAll(names)) {
			throw new IllegalArgumentException("-Dbenchmark takes 'all' or some of " + all + ", with commas");
		}
		return names;
	}

	private String run(List<String> names) throws IOException, RunnerException {
		Files.createDirectories(this.directory.resolve("benchmark"));
		StringBuilder report = new StringBuilder(
				"JDK " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " processors"
						+ (this.quick ? ", quick: not warm, no numbers to keep" : "") + "\n\n");
		for (String name : names) {
			String tables = switch (name) {
				case "CAPACITY" -> new Capacity(this.quick ? Math.min(10, this.warmUp) : this.warmUp,
						this.quick ? 40_000 : 200_000, this.quick)
					.run();
				case "STARTUP" -> new StartUp(this.directory, this.jar).run(this.quick ? 3 : 5);
				case "FIRST-CALL" -> new FirstCall(this.directory, this.jar).run(this.quick ? 2 : 5);
				default -> calls(name);
			};
			report.append(tables).append('\n');
		}
		Files.writeString(this.directory.resolve("benchmark").resolve(String.join("-", names) + ".md"), report);
		return report.toString();
	}

	/**
	 * Warms up for long: with two processors the compiler takes seconds to be done with
	 * the longer ways, that of the floor too, and what it has not done yet is ten times
	 * as slow. A request has the longest way.
	 */
	private String calls(String name) throws RunnerException {
		boolean request = name.equals("MVC");
		int forks = (this.quick || request) ? 1 : 2;
		int warmUps = request ? 13 : 6;
		Path result = this.directory.resolve("benchmark").resolve(name + ".json");
		Options options = new OptionsBuilder()
			.include("(?i)" + Benchmarks.class.getPackageName() + "." + name + "Benchmark\\..*")
			.jvmArgs("-Xms2g", "-Xmx2g", "-Dspring.docker.compose.enabled=false")
			.addProfiler(GCProfiler.class)
			.shouldFailOnError(true)
			.resultFormat(ResultFormatType.JSON)
			.result(result.toString())
			.forks(forks)
			.warmupIterations(this.quick ? 1 : warmUps)
			.warmupTime(TimeValue.seconds(1))
			.measurementIterations(this.quick ? 2 : 8 / forks)
			.measurementTime(TimeValue.milliseconds(500))
			.build();
		new Runner(options).run();
		BenchmarkReport report = new BenchmarkReport();
		report.read(result);
		return report.text();
	}

}
